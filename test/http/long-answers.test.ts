import { describe, expect, it } from 'vitest';
import { startFront } from './test-server.ts';

describe('an answer', () => {
  it.each([
    ['short, of signs of one byte', 'x'.repeat(10)],
    ['long, of signs of one byte', 'x'.repeat(20_000)],
    ['just shorter than what leaves in one piece, of signs of more bytes', 'ŵ'.repeat(16_300)],
    ['long, of signs of more bytes', 'ŵ€🙂'.repeat(20_000)],
    ['long, with halves of signs', `${'x'.repeat(20_000)}\ud83d`],
  ])('%s, comes as it is, on a line of its own, and nothing after it', async (_, colour) => {
    await using front = await startFront({ execute: async () => ({ data: { colour } }) });
    const response = await fetch(new URL('/graphql', front.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ colour }"}',
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(Buffer.from(`${JSON.stringify({ data: { colour } })}\n`))).toBe(true);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
  });
});
