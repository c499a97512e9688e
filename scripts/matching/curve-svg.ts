import type { Evaluation } from './metrics.ts';

const width = 760;
const height = 380;
const margin = { left: 56, right: 150, top: 48, bottom: 48 };
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
/** Line colours that stay apart in print and for the colour-blind. */
const colours = { precision: '#0b6e99', recall: '#b5541c', guide: '#888888', text: '#222222' };

/** Draws precision and recall over the threshold, with both thresholds and what the outcomes reach, as an SVG. */
export function curveSvg(title: string, evaluation: Evaluation): string {
  const { curve, thresholds } = evaluation;
  const shown = curve.filter(({ bits }) => bits >= -20);
  const [low, high] = [shown[0]?.bits ?? 0, shown.at(-1)?.bits ?? 1];
  const x = (bits: number): number => margin.left + ((bits - low) / Math.max(high - low, 1e-9)) * inner.width;
  const y = (share: number): number => margin.top + (1 - share) * inner.height;
  const line = (name: 'precision' | 'recall'): string =>
    `<polyline fill="none" stroke="${colours[name]}" stroke-width="2" points="${shown
      .map((point) => `${x(point.bits).toFixed(1)},${y(point[name]).toFixed(1)}`)
      .join(' ')}"/>`;
  const outcomes = (['match', 'possible'] as const).flatMap((name) => {
    const at = thresholds[name];
    if (at < low || at > high) return [];
    const label = name === 'match' ? 'MATCH' : 'POSSIBLE';
    return [
      `<line x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="${margin.top}" y2="${margin.top + inner.height}" stroke="${colours.guide}" stroke-dasharray="4 3"/>`,
      text(x(at), margin.top - 6, label, 'middle'),
      ...(['precision', 'recall'] as const).map(
        (measure) =>
          `<circle cx="${x(at).toFixed(1)}" cy="${y(evaluation[name][measure]).toFixed(1)}" r="4" fill="${colours[measure]}"/>`,
      ),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(margin.left, 20, title, 'start', 14),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<line x1="${margin.left}" x2="${margin.left + inner.width}" y1="${y(share).toFixed(1)}" y2="${y(share).toFixed(1)}" stroke="#dddddd"/>`,
      text(margin.left - 8, y(share) + 4, share.toFixed(2), 'end'),
    ]),
    ...ticks(low, high).map((bits) => text(x(bits), margin.top + inner.height + 18, String(bits), 'middle')),
    text(margin.left + inner.width / 2, height - 10, 'threshold, bits', 'middle'),
    line('precision'),
    line('recall'),
    ...outcomes,
    ...legend(),
    '</svg>\n',
  ].join('\n');
}

function legend(): readonly string[] {
  const left = margin.left + inner.width + 14;
  return [
    `<line x1="${left}" x2="${left + 20}" y1="70" y2="70" stroke="${colours.precision}" stroke-width="2"/>`,
    text(left + 26, 74, 'precision', 'start'),
    `<line x1="${left}" x2="${left + 20}" y1="90" y2="90" stroke="${colours.recall}" stroke-width="2"/>`,
    text(left + 26, 94, 'recall', 'start'),
    `<circle cx="${left + 10}" cy="110" r="4" fill="${colours.guide}"/>`,
    text(left + 26, 114, 'as judged', 'start'),
  ];
}

function ticks(low: number, high: number): readonly number[] {
  const step = high - low > 60 ? 20 : 10;
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((high - first) / step) + 1) }, (_, place) => first + place * step);
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end', size = 12): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${size}" fill="${colours.text}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
