import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readProtocolFiles, readProtocolFilesAside, versionOf } from '../../src/config/read-protocol-files.ts';
import { type FoundProtocol, watchProtocol } from '../../src/config/watch-protocol.ts';

/** A directory of a protocol's shape, a watch on it, and what the watch has told of, one after another. */
function setUp(options: { readonly pollMs?: number | null; readonly settleMs?: number; readonly at?: string } = {}) {
  const base = mkdtempSync(join(tmpdir(), 'childview-watch-'));
  const directory = join(base, 'protocol');
  fill(directory, 'first');
  const found: FoundProtocol[] = [];
  let answer = true;
  let next = Promise.withResolvers<void>();
  const watch = watchProtocol({
    directory: options.at === undefined ? directory : join(base, options.at),
    pollMs: options.pollMs === undefined ? 20 : options.pollMs,
    settleMs: options.settleMs ?? 20,
    onFound: async (content) => {
      found.push(content);
      next.resolve();
      next = Promise.withResolvers();
      return answer;
    },
  });
  return {
    base,
    directory,
    watch,
    found,
    answerWith: (isDone: boolean) => (answer = isDone),
    /** Waits until so many contents were told of. */
    told: async (count: number) => {
      while (found.length < count) await next.promise;
      return found.at(-1)?.source.get('settings.yaml') ?? null;
    },
    async [Symbol.asyncDispose]() {
      await watch.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function fill(directory: string, text: string): void {
  mkdirSync(join(directory, 'tier2'), { recursive: true });
  writeFileSync(join(directory, 'settings.yaml'), text);
  writeFileSync(join(directory, 'tier2', 'work.cedar'), text);
}

describe("the protocol's files", () => {
  it('are those of the protocol, also behind links, and not those of editors or behind a mounted volume', async () => {
    await using set = setUp({ pollMs: null });
    const mounted = join(set.base, 'mounted');
    fill(join(mounted, '..2026_03_16'), 'first');
    symlinkSync('..2026_03_16', join(mounted, '..data'));
    symlinkSync('..data/settings.yaml', join(mounted, 'settings.yaml'));
    symlinkSync('..data/tier2', join(mounted, 'tier2'));
    symlinkSync('nobody@nowhere.1', join(mounted, '.#settings.yaml'));
    writeFileSync(join(mounted, 'tier2', '.work.cedar.swp.cedar'), 'half');
    writeFileSync(join(mounted, 'README.md'), 'for people');

    const files = readProtocolFiles(mounted);
    expect([...files.keys()]).toEqual(['settings.yaml', 'tier2/work.cedar']);
    expect(versionOf(files)).toBe(versionOf(readProtocolFiles(set.directory)));
    expect(await readProtocolFilesAside(mounted)).toEqual(files);
  });

  it('have another version when a text moves from one file to the next', () => {
    expect(versionOf(new Map([['a.yaml', 'xy']]))).not.toBe(
      versionOf(
        new Map([
          ['a.yaml', 'x'],
          ['b.yaml', 'y'],
        ]),
      ),
    );
  });
});

describe('the watch', () => {
  it('tells of the files as they are, and of each change once', async () => {
    await using set = setUp();
    expect(await set.told(1)).toBe('first');
    fill(set.directory, 'second');
    expect(await set.told(2)).toBe('second');
    // What has not changed is not told of: the next one told is the next change.
    writeFileSync(join(set.directory, 'settings.yaml'), 'second');
    await wait(120);
    writeFileSync(join(set.directory, 'settings.yaml'), 'third');
    expect(await set.told(3)).toBe('third');
  });

  it('sees a file that is renamed over another, a directory that is swapped and one that is made', async () => {
    await using set = setUp();
    await set.told(1);
    writeFileSync(join(set.directory, '.settings.yaml.new'), 'second');
    renameSync(join(set.directory, '.settings.yaml.new'), join(set.directory, 'settings.yaml'));
    expect(await set.told(2)).toBe('second');

    fill(join(set.base, 'next'), 'third');
    renameSync(set.directory, join(set.base, 'previous'));
    renameSync(join(set.base, 'next'), set.directory);
    await set.told(3);
    // Between the two renamings there was nothing: it may have been told of.
    while (set.found.at(-1)?.source.get('settings.yaml') !== 'third') await set.told(set.found.length + 1);

    const before = set.found.length;
    mkdirSync(join(set.directory, 'tier3'));
    writeFileSync(join(set.directory, 'tier3', 'more.cedar'), 'more');
    await set.told(before + 1);
    expect(set.found.at(-1)?.source.get('tier3/more.cedar')).toBe('more');
  });

  it('sees a link that is pointed elsewhere', async () => {
    const base = mkdtempSync(join(tmpdir(), 'childview-link-'));
    fill(join(base, 'one'), 'first');
    fill(join(base, 'two'), 'second');
    const link = join(base, 'current');
    symlinkSync('one', link);
    const seen: (string | undefined)[] = [];
    const both = Promise.withResolvers<void>();
    const watch = watchProtocol({
      directory: link,
      pollMs: 20,
      settleMs: 20,
      onFound: async (found) => {
        seen.push(found?.source.get('settings.yaml'));
        if (seen.length === 1) {
          symlinkSync('two', `${link}.new`);
          renameSync(`${link}.new`, link);
        } else both.resolve();
        return true;
      },
    });
    await both.promise;
    expect(seen).toEqual(['first', 'second']);
    await watch.stop();
    rmSync(base, { recursive: true });
  });

  it('never tells of files that are being written one after another', async () => {
    await using set = setUp({ settleMs: 600 });
    await set.told(1);
    for (const step of ['half', 'two thirds']) {
      writeFileSync(join(set.directory, 'settings.yaml'), step);
      await wait(150);
    }
    fill(set.directory, 'whole');
    expect(await set.told(2)).toBe('whole');
    expect(set.found.at(-1)?.source.get('tier2/work.cedar')).toBe('whole');
  });

  it('tells of a directory that cannot be read, once, and of its return', async () => {
    await using set = setUp();
    await set.told(1);
    renameSync(set.directory, `${set.directory}.away`);
    await set.told(2);
    expect(set.found.at(-1)).toBeNull();
    await wait(100);
    renameSync(`${set.directory}.away`, set.directory);
    expect(await set.told(3)).toBe('first');
  });

  it('tells of the same again as long as it was not dealt with', async () => {
    await using set = setUp();
    set.answerWith(false);
    await set.told(3);
    expect(new Set(set.found.map((content) => content?.version)).size).toBe(1);
  });

  it('looks when it is told to, also where it does not watch, and tells of what is there, changed or not', async () => {
    await using set = setUp({ pollMs: null });
    await set.watch.look();
    expect(set.found).toHaveLength(1);
    fill(set.directory, 'second');
    await wait(100);
    expect(set.found).toHaveLength(1);
    await set.watch.look();
    expect(set.found.at(-1)?.source.get('settings.yaml')).toBe('second');
    await set.watch.look();
    expect(set.found).toHaveLength(3);
  });

  it('tells of nothing more once it was stopped', async () => {
    await using set = setUp();
    await set.told(1);
    await set.watch.stop();
    unlinkSync(join(set.directory, 'settings.yaml'));
    await set.watch.look();
    await wait(100);
    expect(set.found).toHaveLength(1);
  });
});
