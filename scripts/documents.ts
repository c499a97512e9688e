/**
 * `npm run -s documents -- publish|list --config FILE ...`: the manifest of trusted documents that gateways with
 * `trustedDocuments.redis` share. It is replaced as a whole, at one moment; each gateway checks it before it takes it.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config/load-config.ts';
import { readManifest } from '../src/config/read-manifest.ts';
import { redisOf } from '../src/join-limits.ts';
import { createReadManifest, publishManifest } from '../src/limits/documents-redis.ts';
import { createHashKey } from '../src/limits/hashed-key.ts';
import { openForCommand } from './redis-fault.ts';

const usage = `npm run -s documents -- publish --config FILE MANIFEST...
npm run -s documents -- list --config FILE

publish  puts the documents of these manifests, taken together, in place of those that are there
list     prints the version of what is there, and the id of each document`;

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : 'It could not be done.');
  process.exitCode = 1;
}

async function run(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.error(usage);
    return 2;
  }
  const settings = redisOf(loadConfig(options.config, process.env));
  if (settings === null) throw new Error('The configuration has no section redis: each gateway reads its own file.');
  const text = options.command === 'publish' ? joined(options.files) : null;
  const { redis, fault } = await openForCommand(settings);
  try {
    const hashKey = createHashKey(settings.hashingKey);
    return text === null ? await list(createReadManifest(redis, hashKey), fault) : await publish(text);

    async function publish(manifest: string): Promise<number> {
      const version = await publishManifest(redis, hashKey, manifest);
      if (version === null) throw new Error(`${fault()}; what was there stays.`);
      console.log(`Published version ${version}, ${counted(Object.keys(JSON.parse(manifest) as object).length)}.`);
      return 0;
    }
  } finally {
    redis.close();
  }
}

async function list(read: ReturnType<typeof createReadManifest>, fault: () => string): Promise<number> {
  const found = await read();
  if (found === null) throw new Error(`${fault()}.`);
  if (found === 'NONE') throw new Error('There is no manifest.');
  if (found === 'FORGED') throw new Error('There is a manifest that was not published with redis.hashingKeyFile.');
  const manifest = readManifest(found.text);
  if (manifest.kind === 'FAULTS') throw new Error(manifest.faults.join('\n'));
  console.log(`version ${found.version}, ${counted(manifest.documents.size)}`);
  for (const id of manifest.documents.keys()) console.log(id);
  return 0;
}

/** One manifest of the documents of all; throws what is wrong with any. */
function joined(files: readonly string[]): string {
  const documents = new Map<string, string>();
  const faults: string[] = [];
  for (const file of files) {
    const manifest = readManifest(textIn(file));
    if (manifest.kind === 'FAULTS') faults.push(...manifest.faults.map((fault) => `${file}: ${fault}`));
    else for (const [id, text] of manifest.documents) documents.set(id, text);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  // In one order, so that the same documents are the same version.
  return JSON.stringify(Object.fromEntries([...documents].sort(([one], [other]) => (one < other ? -1 : 1))));
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(
      `MANIFEST: ${file} cannot be read, and nothing is published. Correct the path, or the rights to it.`,
    );
  }
}

function counted(documents: number): string {
  return documents === 1 ? '1 document' : `${documents} documents`;
}

function readOptions(): {
  readonly command: 'publish' | 'list';
  readonly config: string;
  readonly files: readonly string[];
} | null {
  try {
    const { values, positionals } = parseArgs({ options: { config: { type: 'string' } }, allowPositionals: true });
    const [command, ...files] = positionals;
    if (values.config === undefined || (command !== 'publish' && command !== 'list')) return null;
    return (command === 'list') === (files.length === 0) ? { command, config: values.config, files } : null;
  } catch {
    return null;
  }
}
