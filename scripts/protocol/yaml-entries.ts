import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A text of a YAML file, as a key or as a value, and its place: `schedules.teaching.roles`. */
export type Entry = {
  readonly file: string;
  readonly where: string;
  readonly part: 'KEY' | 'VALUE';
  readonly value: string;
};

/** The YAML files of a directory, by path below it. */
export function yamlFiles(directory: string): readonly string[] {
  return (readdirSync(directory, { recursive: true }) as string[]).filter((name) => name.endsWith('.yaml')).sort();
}

/** A YAML file's content; an empty map when there is no such file. */
export function yamlContent(directory: string, file: string): unknown {
  return yamlFiles(directory).includes(file) ? (parse(readFileSync(join(directory, file), 'utf8')) ?? {}) : {};
}

/** Every key and every text of a directory's YAML files. */
export function yamlEntries(directory: string): readonly Entry[] {
  return yamlFiles(directory).flatMap((file) => entriesOf(file, '', yamlContent(directory, file)));
}

/** A list by what names its entries, so that one put in front of others changes nothing else. */
export function keyed(list: readonly unknown[]): Readonly<Record<string, unknown>> {
  const named = new Map<string, unknown>();
  for (const entry of list) {
    const name = nameOf(entry);
    // Entries of one name are told apart by their order.
    let key = name;
    for (let number = 2; named.has(key); number += 1) key = `${name}#${number}`;
    named.set(key, entry);
  }
  return Object.fromEntries(named);
}

function nameOf(entry: unknown): string {
  const { id, code, organisation, issuer, subject, reference, kind } = isMap(entry) ? entry : {};
  const names = [id ?? code ?? organisation ?? issuer ?? reference ?? kind, subject];
  const told = names.filter((each) => typeof each === 'string');
  const name = told.length > 0 ? told.join('|') : isMap(entry) ? JSON.stringify(entry) : String(entry);
  // A dot would end the name.
  return name.replaceAll('.', '·');
}

/** Whether a YAML value is a map. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(file: string, where: string, value: unknown): readonly Entry[] {
  if (Array.isArray(value)) {
    const isPlain = value.every((each) => !isMap(each));
    return isPlain
      ? value.map((each): Entry => ({ file, where, part: 'VALUE', value: String(each) }))
      : Object.entries(keyed(value)).flatMap(([name, each]) => entriesOf(file, `${where}.${name}`, each));
  }
  if (!isMap(value)) return [{ file, where, part: 'VALUE', value: String(value) }];
  return Object.entries(value).flatMap(([name, each]) => {
    const place = where === '' ? name : `${where}.${name}`;
    return [{ file, where: place, part: 'KEY' as const, value: name }, ...entriesOf(file, place, each)];
  });
}
