/**
 * `node scripts/bill-of-materials.ts`: prints what the gateway consists of at run time, as CycloneDX. npm makes the
 * bill of all that is installed; what is only built and tested with is taken out here, since `npm sbom --omit dev`
 * (npm 11) also leaves out what both need: `graphql`, `jose` and `zod` among them.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));

const billOf = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
const packageOf = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const own = packageOf.parse(JSON.parse(readFileSync(`${root}/package.json`, 'utf8')));
const whole = billOf.parse(
  JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ),
);

const dependsOn = new Map(whole.dependencies.map((each) => [each.ref, each.dependsOn]));
const nameOf = new Map(whole.components.map((each) => [each['bom-ref'], each.name]));
const wanted = new Set([...Object.keys(own.dependencies), ...Object.keys(own.optionalDependencies)]);
const self = whole.metadata.component;
const direct = (dependsOn.get(self['bom-ref']) ?? []).filter((ref) => wanted.has(nameOf.get(ref) ?? ''));
const needed = new Set<string>();
const waiting = [...direct];
for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
  if (needed.has(ref)) continue;
  needed.add(ref);
  waiting.push(...(dependsOn.get(ref) ?? []));
}

const bill = {
  ...whole,
  metadata: {
    ...whole.metadata,
    component: { ...self, type: 'application', name: own.name, version: own.version },
  },
  components: whole.components.filter((each) => needed.has(each['bom-ref'])),
  dependencies: [
    { ref: self['bom-ref'], dependsOn: direct },
    ...whole.dependencies.filter(({ ref }) => needed.has(ref)),
  ],
};
console.log(JSON.stringify(bill, null, 2));
