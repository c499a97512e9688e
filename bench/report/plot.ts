import type { CostOfOperation } from './figures.ts';

/** Mid-tones that are legible on light and on dark ground and apart for people who see colours otherwise. */
const colours: Readonly<Record<string, string>> = {
  childview: '#2f7ed8',
  'floor-fewest': '#8a8f98',
  'hive-rust': '#c2622d',
  'hive-js': '#a07d00',
  'apollo-gateway': '#2e8b57',
  'apollo-stitching': '#8a5fb5',
};

const width = 820;
const left = 150;
const right = 60;
const barHeight = 14;
const barStep = 18;
const headHeight = 92;
const groupHead = 30;
const groupGap = 14;

/** A picture of the CPU that each gateway takes for each operation, in multiples of the floor; SVG. */
export function plotOf(operations: readonly CostOfOperation[]): string {
  const groups = operations.map(({ name, about, gateways }) => ({
    name,
    about,
    bars: gateways
      .filter((gateway) => gateway.name !== 'floor')
      .map(({ name: gateway, ratio }) => ({ gateway, ratio })),
  }));
  const ratios = groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio));
  const step = niceStep(Math.max(1, ...ratios));
  const most = step * Math.ceil(Math.max(1, ...ratios) / step);
  const x = (ratio: number): number => left + (ratio / most) * (width - left - right);
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ gateway }) => gateway)))];
  const bottom = groups.reduce((y, { bars }) => y + groupHead + bars.length * barStep + groupGap, headHeight);
  const height = bottom + 46;
  const ticks = Array.from({ length: Math.round(most / step) + 1 }, (_, index) => index * step);

  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    '<title id="title">CPU of each gateway a request, in multiples of the floor, by operation; less is better</title>',
    `<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .ground { fill: #ffffff }
  .head { font-size: 15px; font-weight: 600 }
  .quiet { fill: #57606a }
  .grid { stroke: #d0d7de }
  .floor { stroke: #24292f; stroke-dasharray: 4 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .ground { fill: #0d1117 }
    .quiet { fill: #9198a1 }
    .grid { stroke: #30363d }
    .floor { stroke: #e6edf3 }
  }
</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="head" x="16" y="26">CPU a request, in multiples of the floor (less is better)</text>`,
    ...legend(names),
  ];
  for (const tick of ticks) {
    parts.push(
      `<line class="grid" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${headHeight}" y2="${bottom}"/>`,
      `<text class="quiet" x="${at(x(tick))}" y="${bottom + 16}" text-anchor="middle">${tick}</text>`,
    );
  }
  let y = headHeight;
  for (const { name, about, bars } of groups) {
    parts.push(
      `<text x="16" y="${y + 20}"><tspan font-weight="600">${name}</tspan><tspan class="quiet" dx="8">${escaped(about)}</tspan></text>`,
    );
    y += groupHead;
    for (const { gateway, ratio } of bars) {
      parts.push(
        `<text class="quiet" x="${left - 8}" y="${y + 11}" text-anchor="end">${gateway}</text>`,
        `<rect x="${left}" y="${y}" width="${at(x(ratio) - left)}" height="${barHeight}" rx="2" fill="${colourOf(gateway)}"/>`,
        `<text x="${at(x(ratio) + 6)}" y="${y + 11}">${ratio.toFixed(1)}</text>`,
      );
      y += barStep;
    }
    y += groupGap;
  }
  parts.push(
    `<line class="floor" x1="${at(x(1))}" x2="${at(x(1))}" y1="${headHeight - 8}" y2="${bottom}"/>`,
    `<text x="${at(x(1))}" y="${headHeight - 12}" text-anchor="middle">floor</text>`,
    `<text class="quiet" x="${left}" y="${bottom + 36}">multiples of the CPU of a hand-written program that makes the same upstream requests as Childview</text>`,
    '</svg>',
  );
  return `${parts.join('\n')}\n`;
}

function legend(names: readonly string[]): readonly string[] {
  let x = 16;
  return names.flatMap((name) => {
    const parts = [
      `<rect x="${x}" y="42" width="11" height="11" rx="2" fill="${colourOf(name)}"/>`,
      `<text x="${x + 16}" y="52">${name}</text>`,
    ];
    x += 34 + name.length * 7;
    return parts;
  });
}

/** A step of 1, 2 or 5 times a power of ten that gives at most ten of them. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 10));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => most / step <= 10) ?? 10 * power;
}

const colourOf = (name: string): string => colours[name] ?? '#8a8f98';
const at = (value: number): string => value.toFixed(1);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
