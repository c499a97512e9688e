/** `node stitching.ts AGENCIES_URL PORT`: Apollo Server over @graphql-tools/stitch, as documented. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { stitchSchemas } from '@graphql-tools/stitch';
import { stitchingDirectives } from '@graphql-tools/stitching-directives';
import { buildSchema } from 'graphql';

const [agencies = '', port = '0'] = process.argv.slice(2);
const { stitchingDirectivesTypeDefs, stitchingDirectivesTransformer } = stitchingDirectives();
const names = (await (await fetch(`${agencies}/__subgraphs`)).json()) as string[];
const schema = stitchSchemas({
  subschemas: await Promise.all(
    names.map(async (name) => ({
      schema: buildSchema(
        `${stitchingDirectivesTypeDefs}\n${await (await fetch(`${agencies}/sdl/${name}?of=stitched`)).text()}`,
        { assumeValidSDL: true },
      ),
      executor: buildHTTPExecutor({ endpoint: `${agencies}/subgraph/${name}` }),
      batch: true,
    })),
  ),
  subschemaConfigTransforms: [stitchingDirectivesTransformer],
});
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { host: '127.0.0.1', port: Number(port) },
});
console.log(JSON.stringify({ listening: url }));
