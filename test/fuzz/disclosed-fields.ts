import { readFileSync } from 'node:fs';
import { type FieldDefinitionNode, parse, visit } from 'graphql';
import { type AgencyUnderTest, agencies } from '../harness/world.ts';

/** What a contract says of a field: what disclosing it discloses. */
export type Disclosed = {
  readonly class: string;
  /** EXISTENCE: only that there is something. */
  readonly isExistence: boolean;
  readonly alongside: string | null;
  /** A carer's contact, which a shield hides although it does not hide the carer. */
  readonly isContact: boolean;
  /** What could kill, which break-glass opens of a class of which nothing else is open. */
  readonly isCritical: boolean;
};

const byAgency = new Map(agencies.map((agency) => [agency, read(agency)]));

/** The annotation of a field in an agency's own contract, read from its SDL; undefined: none. */
export function disclosedBy(agency: AgencyUnderTest, type: string, field: string): Disclosed | undefined {
  return byAgency.get(agency)?.get(`${type}.${field}`);
}

function read(agency: AgencyUnderTest): ReadonlyMap<string, Disclosed> {
  const fields = new Map<string, Disclosed>();
  const collect = (type: string, nodes: readonly FieldDefinitionNode[] = []): undefined => {
    for (const { name, directives = [] } of nodes) {
      const disclosure = directives.find((directive) => directive.name.value === 'disclosure');
      const argument = (wanted: string): string | null => {
        const value = disclosure?.arguments?.find((each) => each.name.value === wanted)?.value;
        return value?.kind === 'EnumValue' ? value.value : null;
      };
      const disclosed = argument('class');
      if (disclosed === null) continue;
      fields.set(`${type}.${name.value}`, {
        class: disclosed,
        isExistence: argument('mode') === 'EXISTENCE',
        alongside: argument('alongside'),
        isContact: directives.some((directive) => directive.name.value === 'contact'),
        isCritical: directives.some((directive) => directive.name.value === 'critical'),
      });
    }
  };
  for (const file of ['common', `agencies/${agency}`]) {
    visit(parse(readFileSync(`schemas/${file}.graphql`, 'utf8')), {
      ObjectTypeDefinition: (node) => collect(node.name.value, node.fields),
      ObjectTypeExtension: (node) => collect(node.name.value, node.fields),
    });
  }
  return fields;
}
