/**
 * Draws which folder of `src` imports which, as the Mermaid picture in docs/architecture.md, and
 * checks the boundaries of `.dependency-cruiser.mjs`. `--check` fails on drift instead of writing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IModule } from 'dependency-cruiser';
import rules from '../.dependency-cruiser.mjs';

/** How many modules a cruise of `src` sees at the very least; fewer means that it parsed nothing. */
const fewestModules = 40;
const document = fileURLToPath(new URL('../docs/architecture.md', import.meta.url));

const { output } = await cruise(['src', 'mocks', 'scripts'], {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
});
const result = output as ICruiseResult;
const modules = result.modules.filter(({ source }) => source.startsWith('src/'));
const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);

if (modules.length < fewestModules)
  violations.push(`only ${modules.length} modules were read; the parser is not working`);
for (const violation of violations) console.error(violation);

const picture = pictureOf(modules);
const text = readFileSync(document, 'utf8');
const updated = text.replace(/(<!-- modules:begin -->\n)[\s\S]*(<!-- modules:end -->)/, `$1${picture}$2`);
if (process.argv.includes('--check')) {
  if (updated !== text)
    console.error('docs/architecture.md: the picture of modules is out of date; run: npm run modules');
  process.exitCode = updated === text && violations.length === 0 ? 0 : 1;
} else {
  writeFileSync(document, updated);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
console.log(`${modules.length} modules, ${violations.length} violations`);

/** One box a folder, one arrow a direction of imports, sorted; `generated` and the root's files included. */
function pictureOf(all: readonly IModule[]): string {
  const folderOf = (source: string): string =>
    source.split('/')[2] === undefined ? source.replace('src/', '') : (source.split('/')[1] ?? '');
  const arrows = new Set<string>();
  for (const module of all) {
    for (const { resolved } of module.dependencies) {
      if (!resolved.startsWith('src/')) continue;
      const [from, to] = [folderOf(module.source), folderOf(resolved)];
      if (from !== to) arrows.add(`  ${from.replace('.ts', '')} --> ${to.replace('.ts', '')}`);
    }
  }
  return `\`\`\`mermaid\nflowchart LR\n${[...arrows].sort().join('\n')}\n\`\`\`\n`;
}
