import { describe, expect, test, vi } from 'vitest';
import { compareApproved, readApproved } from '../../scripts/protocol/approved-file.ts';
import { approvedLines } from '../../scripts/protocol/approved-lines.ts';
import { groupsOf } from '../../scripts/protocol/groups.ts';
import { openRuleBook } from '../../scripts/protocol/rule-book.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { everyAnswer } from './every-answer.ts';
import { copyOfProtocol, runProtocol, shipped } from './run-protocol.ts';
import { policies, smallProtocol } from './small-protocol.ts';

// Each run of the command is a process that reads and compares the whole protocol.
vi.setConfig({ testTimeout: 240_000 });

test('every decision of the shipped protocol is as approved; npm run -s protocol -- approve says what is not', async () => {
  const { out } = await runProtocol('approve', '--check');
  expect(out.trim()).toMatch(/^All \d+ lines are as approved\.$/);
});

test('each role, purpose and class is a line that can be read', () => {
  const lines = readApproved(shipped);
  expect(lines[0]).toBe('decision,purpose,access,role,of,may,what,when');
  expect(lines).toContain(
    'permitted,WELLBEING,,TEACHER CLASSROOM_ASSISTANT NURSERY_STAFF,SCHOOL EARLY_YEARS,know read,ID,own',
  );
  expect(lines).toContain('permitted,EARLY_HELP,,FIRE_OFFICER,FIRE,know read,ADR,written');
  expect(lines.filter((line) => line.startsWith('forbidden,,,,,,detriment,G13 DETRIMENT '))).toHaveLength(1);
});

describe('a change of a policy', () => {
  test('that permits more is not as approved, until it is: exit 1, then 0', async () => {
    const copy = copyOfProtocol();
    copy.edit(
      'tier2/teaching.cedar',
      'when { resource == Class::"ID" }\nwhen { context.isOwn }',
      'when { resource == Class::"ID" }',
    );
    const check = ['approve', '--check', '--directory', copy.directory];
    const before = await runProtocol(...check);
    expect(before.code).toBe(1);
    const changed = before.out.trim().split('\n');
    expect(changed.at(-1)).toMatch(/^NOT APPROVED: /);
    expect(changed.filter((line) => line.startsWith('+'))).toContain(
      '+ permitted,WELLBEING,,DSL HEAD CLASSROOM_ASSISTANT SENCO,SCHOOL EARLY_YEARS,know read,ID,always',
    );

    const approved = await runProtocol('approve', '--directory', copy.directory);
    expect({ code: approved.code, shown: approved.out.split('\n').slice(0, -2) }).toEqual({
      code: 0,
      shown: changed.slice(0, -1),
    });
    expect((await runProtocol(...check)).code).toBe(0);
  });

  test('that removes one which forbids is told by its name', async () => {
    const copy = copyOfProtocol();
    copy.edit('tier1.cedar', /@id\("detriment"\)[^;]*;/, '');
    const { code, out } = await runProtocol('approve', '--check', '--directory', copy.directory);
    expect({ code, isTold: /^- forbidden,,,,,,detriment,G13 DETRIMENT \w+$/m.test(out) }).toEqual({
      code: 1,
      isTold: true,
    });
  });

  test('that alters no decision is as approved', async () => {
    const copy = copyOfProtocol();
    copy.edit(
      'tier2/teaching.cedar',
      'when { resource in [Class::"INV", Class::"IND", Class::"CAFX"] };',
      '// In other words.\nwhen { resource == Class::"CAFX" || resource in [Class::"IND", Class::"INV"] };',
    );
    expect((await runProtocol('approve', '--check', '--directory', copy.directory)).code).toBe(0);
  });

  test('is a warning of the check, with what to do', async () => {
    const copy = copyOfProtocol();
    copy.edit('tier2/teaching.cedar', 'Class::"INV", Class::"IND", Class::"CAFX"', 'Class::"INV", Class::"IND"');
    const { code, out } = await runProtocol('check', '--directory', copy.directory);
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('approved.csv');
  });
});

describe('lines and answers', () => {
  const names = Object.keys(policies) as (keyof typeof policies)[];
  const lines = (protocol: Protocol): readonly string[] => {
    const book = openRuleBook(protocol);
    return approvedLines(book, groupsOf(book)).filter((line) => !line.startsWith('forbidden'));
  };

  // Each is compared with every other one, and asked all questions but once.
  const asked = new Map<string, { readonly lines: readonly string[]; readonly answers: readonly boolean[] }>();
  const saidBy = (name: keyof typeof policies) => {
    const protocol = smallProtocol('', policies[name]);
    const said = asked.get(name) ?? { lines: lines(protocol), answers: everyAnswer(openRuleBook(protocol)) };
    asked.set(name, said);
    return said;
  };

  test.each(names)(
    'two protocols that answer any question otherwise have other lines: %s and each other one',
    (one) => {
      const own = saidBy(one);
      for (const other of names) {
        const others = saidBy(other);
        const isSame = others.answers.every((answer, index) => answer === own.answers[index]);
        const { added, gone } = compareApproved(own.lines, others.lines);
        expect({ other, isSame: added.length + gone.length === 0 }).toEqual({ other, isSame });
      }
    },
  );
});
