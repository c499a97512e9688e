import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { commandHome } from './command-fixture.ts';

const home = commandHome();
afterAll(home.remove);

const header = 'id,person,given_name,family_name,dob,sex,postcode,nhs_number,nhs_verified';
const people = [
  'a1,A,Corin,Ashdown,2015-03-04,F,SO23 8UJ,9990000018,true',
  'a2,A,Corin,Ashdown,2015-03-04,F,SO23 8UJ,9990000018,true',
  'b1,B,Robin,Vale,2012-11-26,M,BL1 1RU,9990000026,true',
];
const csv = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

describe('matching evaluate', () => {
  it('prints how well two files are linked, without a value of a record', async () => {
    const one = home.write('one.csv', csv(...people.slice(0, 1)));
    const other = home.write('other.csv', csv(...people.slice(1)));
    const { code, stdout } = await home.runAlone('evaluate', one, other, '--today', '2025-06-01');
    expect(code).toBe(0);
    expect(stdout).toContain('one.csv: 1 records\nother.csv: 2 records\n');
    expect(stdout).toContain('truth: column person; 2 persons, 1 pairs of records of one person');
    expect(stdout).toMatch(/\nMATCH +1\.00000 +1\.00000 +1\.00000 +1 +0 +0\n/);
    expect(stdout).not.toMatch(/corin|ashdown|999000|SO23/i);
    expect(readFileSync(home.path('.data/matching/curve.svg'), 'utf8')).toMatch(
      /^<svg [\s\S]*<polyline [\s\S]*<\/svg>\n$/,
    );
  });

  it('takes two records of one system for a duplicate to report at most', async () => {
    const file = home.write('source.csv', csv(...people));
    const { stdout } = await home.run('evaluate', file, '--json');
    const { match, possible } = JSON.parse(stdout) as Record<
      string,
      { readonly found: number; readonly falsePairs: number }
    >;
    expect([match?.found, possible?.found, possible?.falsePairs]).toEqual([0, 1, 0]);
  });

  it('says why no two records of one system are joined, and which numbers and ids are to be doubted', async () => {
    const bad = [...people, 'b1,B,Robin,Vale,2012-11-26,M,BL1 1RU,9990000019,true'];
    const one = home.write('doubtful.csv', csv(...bad));
    const { stdout } = await home.run('evaluate', one, '--today', '2025-06-01');
    expect(stdout).toContain('all records are of one system, so that no two are more than POSSIBLE (R1)');
    expect(stdout).toContain('--column source=NAME');
    expect(stdout).toContain('1 numbers are none (form or check digit); they are taken as missing');
    expect(stdout).toContain('1 records have the id of another');
    const two = home.write('sound.csv', csv(...people));
    const plain = await home.run('evaluate', two, home.write('second.csv', csv(...people)), '--today', '2025-06-01');
    expect(plain.stdout).not.toMatch(/one system|are none|id of another/);
  });

  it('names the worst mistakes by record and agreement, and prints values only when told to', async () => {
    const wrong = home.write('wrong.csv', csv(...people.slice(0, 2).map((row, at) => row.replace(',A,', `,${at},`))));
    const quiet = await home.run('evaluate', wrong);
    expect(quiet.stdout).toMatch(
      /FALSE_POSSIBLE R1 [\d.]+ bits: a1 - a2\n {4}dateOfBirth EXACT, family EXACT, given EXACT/,
    );
    expect(quiet.stdout).not.toContain('Ashdown');
    const loud = await home.run('evaluate', wrong, '--show-values');
    expect(loud.stdout).toContain('family_name: Ashdown\n');
    expect(loud.stdout).toContain('person: 0 | 1\n');
  });

  it('reads the truth by a pattern, links other columns, and writes the pairs', async () => {
    const rows = [
      'key,first,last,town',
      'p/1/x,corin,ashdown,moorby',
      'p/1/y,corin,ashdown,moorby',
      'p/2/x,robin,vale,lowick',
    ];
    const file = home.write('plain.csv', `${rows.join('\n')}\n`);
    const options = [
      '--truth',
      '^p/(\\d+)/',
      '--column',
      'id=key',
      '--column',
      'given=first',
      '--compare',
      'town=text',
    ];
    const links = home.path('links.csv');
    const { code, stdout } = await home.run('evaluate', file, '--profile', 'linkage', ...options, '--links', links);
    expect(code).toBe(0);
    expect(stdout).toContain('compared by first (GIVEN), last (TEXT), town (TEXT)');
    expect(stdout).toContain('2 persons, 1 pairs of records of one person');
    expect(readFileSync(links, 'utf8')).toMatch(/^one,other,outcome,rule,bits\np\/1\/x,p\/1\/y,MATCH,SCORE,/);
  });

  it('links files that do not say who is who, and says that it cannot judge', async () => {
    const file = home.write('unknown.csv', csv(...people).replace('person', 'colour'));
    const { code, stdout } = await home.run('evaluate', file);
    expect(code).toBe(0);
    expect(stdout).toContain('0 pairs MATCH, 1 pairs POSSIBLE\nthe files do not say who is who');
  });
});

describe('input that cannot be worked with', () => {
  it.each<[string, string | Buffer, readonly string[], string]>([
    ['empty.csv', '', [], 'empty.csv is empty'],
    ['header.csv', `${header}\n`, [], 'header.csv has a header and no rows'],
    ['binary.csv', Buffer.from([0xff, 0xfe, 0x00]), [], 'binary.csv is not UTF-8 text'],
    ['short.csv', csv(people[0] ?? '', 'b1,B'), [], 'short.csv, line 3: 2 values under 9 columns'],
    ['twice.csv', 'id,dob,id\n1,2,3\n', [], 'twice.csv, line 1: column id is there twice'],
    ['quote.csv', csv('"a1'), [], 'quote.csv'],
    ['words.csv', csv(...people).replace('2012-11-26', 'last spring'), [], 'words.csv, line 4, column dob: is no date'],
    ['day.csv', csv(...people).replace('2012-11-26', '2012-02-30'), [], 'day.csv, line 4, column dob: is no day'],
    [
      'column.csv',
      csv(...people).replace('family_name', 'clan'),
      [],
      'column.csv has no column that is known as family',
    ],
    ['named.csv', csv(...people), ['--column', 'sex=gender'], 'named.csv has no column gender'],
    ['role.csv', csv(...people), ['--column', 'shoe=dob'], '--column is one of id, '],
    ['truth.csv', csv(...people, 'c1,,Sandy,Moor,2014-01-02,F,,,'), [], 'truth.csv, line 5, column person: is empty'],
    ['pattern.csv', csv(...people), ['--truth', '^a(\\d)'], 'pattern.csv, line 4, column id: --truth does not fit'],
    ['group.csv', csv(...people), ['--truth', '^a'], '--truth needs a group'],
    ['profile.csv', csv(...people), ['--profile', 'quick'], '--profile is one of full, linkage'],
    ['option.csv', csv(...people), ['--loud'], "Unknown option '--loud'"],
    ['today.csv', csv(...people), ['--today', '2025-02-30'], '--today takes a day'],
  ])('is told of by file, line and column, with no value: %s', async (name, content, options, message) => {
    const { code, stdout, stderr } = await home.run('evaluate', home.write(name, content), ...options);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/corin|ashdown|last spring|2012-02-30|at .*\.ts/i);
  });

  it('is a file that is not there, no file, or no command', async () => {
    expect(await home.run('evaluate', home.path('absent.csv'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('absent.csv cannot be read (ENOENT)') as string,
    });
    expect((await home.runAlone('evaluate')).code).toBe(2);
    expect((await home.runAlone('guess')).code).toBe(2);
  });

  it('is a bad day no more when told so', async () => {
    const file = home.write('accepted.csv', csv(...people).replace('2012-11-26', '2012-02-30'));
    const { code, stdout } = await home.run('evaluate', file, '--bad-dates', 'accept');
    expect(code).toBe(0);
    expect(stdout).toContain('1 dates are no day of the calendar; they are taken as missing');
  });
});

describe('the other commands', () => {
  it('all say how they are used', async () => {
    for (const command of ['evaluate', 'calibrate', 'generate', 'report']) {
      const { code, stdout } = await home.runAlone(command, '--help');
      expect(code).toBe(0);
      expect(stdout).toContain(`npm run -s matching -- ${command}`);
    }
    expect((await home.runAlone('--help')).stdout).toContain('evaluate FILE...');
  });

  it('make the report of no file but the one that it is about', async () => {
    const other = home.write('other-people.csv', csv(...people));
    const { code, stderr } = await home.run('report', '--febrl', other);
    expect(code).toBe(2);
    expect(stderr).toContain('other-people.csv is not FEBRL dataset 3');
  });

  it('say so where there are too few records to calibrate by', async () => {
    const { stdout } = await home.run('calibrate', home.write('few.csv', csv(...people)));
    expect(stdout).toContain('too few pairs to go by');
  });

  it('calibrate what generate writes, and write the weights as the protocol has them', async () => {
    const file = home.path('people.csv');
    expect((await home.run('generate', '--people', '300', '--one', file)).code).toBe(0);
    const { code, stdout } = await home.run('calibrate', file, '--write', home.path('weights.yaml'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/field +level +m +u +bits +shipped\ndateOfBirth +EXACT /);
    expect(readFileSync(home.path('weights.yaml'), 'utf8')).toMatch(
      /^weights:\n {2}dateOfBirth: \{ EXACT: 1\d\.\d, SWAPPED: /,
    );
  });
});
