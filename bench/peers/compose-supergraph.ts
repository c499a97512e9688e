/** `node compose-supergraph.ts AGENCIES_URL FILE`: composes the supergraph of the bench's subgraphs. */
import { writeFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const [url = '', file = ''] = process.argv.slice(2);
const names = (await (await fetch(`${url}/__subgraphs`)).json()) as string[];
const services = await Promise.all(
  names.map(async (name) => ({
    name,
    url: `${url}/subgraph/${name}`,
    typeDefs: parse(await (await fetch(`${url}/sdl/${name}?of=federated`)).text()),
  })),
);
const composed = composeServices(services);
if (composed.errors !== undefined) throw new Error(composed.errors.map(({ message }) => message).join('\n'));
writeFileSync(file, composed.supergraphSdl ?? '');
