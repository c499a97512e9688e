import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel has accounted to a process and all its children: CPU of all threads in ms, resident memory in MB. */
export type Usage = { readonly cpuMs: number; readonly residentMb: number };

const ticksPerSecond = 100;
const pageBytes = 4096;

/** Reads `/proc`; a process that is gone counts nothing. */
export function usageOf(pid: number): Usage {
  const parents = new Map<number, number>();
  const stats = new Map<number, { ticks: number; pages: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(fields[1]));
      stats.set(Number(name), {
        // utime, stime, and what ended children have used.
        ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0),
        pages: Number(fields[21]),
      });
    } catch {
      // Gone between the two reads.
    }
  }
  const isBelow = (candidate: number): boolean => {
    for (let at: number | undefined = candidate; at !== undefined && at > 1; at = parents.get(at))
      if (at === pid) return true;
    return false;
  };
  let ticks = 0;
  let pages = 0;
  for (const [each, stat] of stats) {
    if (!isBelow(each)) continue;
    ticks += stat.ticks;
    pages += stat.pages;
  }
  return { cpuMs: (ticks * 1000) / ticksPerSecond, residentMb: (pages * pageBytes) / 2 ** 20 };
}
