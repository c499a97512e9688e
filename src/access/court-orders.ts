import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, Aspect, DisclosureClass, LocalDate } from '../model/words.ts';

/** What an order lets be disclosed: by which systems, and which classes. */
export type OrderScope = {
  readonly disclosers: readonly AgencyName[];
  readonly classes: readonly DisclosureClass[];
};

/** An order that nobody declared: nothing is in its scope. */
const nothing: OrderScope = Object.freeze({ disclosers: [], classes: [] });

/**
 * The scope of the order that the caller declares; null: none holds. The declaration is no proof: the
 * order must be registered under its reference, name the caller's organisation, and be in force by both
 * dates. What is disclosed is what both name. Whether it concerns the child asked for is a fact of its
 * custodian's (relationship REFERENCE), since the register names no child.
 */
export function orderScope(
  practitioner: Pick<Practitioner, 'organisation'>,
  { courtOrder }: Pick<Declaration, 'courtOrder'>,
  protocol: Pick<Protocol, 'courtOrders'>,
  today: LocalDate,
): OrderScope | null {
  if (courtOrder === null || courtOrder.expiresOn < today) return null;
  const registered = protocol.courtOrders.find(({ reference }) => reference === courtOrder.reference);
  if (registered === undefined || registered.expiresOn < today) return null;
  if (!registered.recipients.includes(practitioner.organisation)) return null;
  const classes = registered.classes.filter((each) => courtOrder.classes.includes(each));
  return { disclosers: registered.disclosers, classes };
}

/**
 * Whether an order covers a cell. It tells by itself that the systems which it names hold a record, and so
 * covers the class that would tell that, but no other second class that a field stands alongside.
 *
 * @param presenceClass The class that tells of the agency's presence; null: its presence is no secret.
 */
export function isOrdered(
  scope: OrderScope | null,
  cell: { readonly agency: AgencyName; readonly class: DisclosureClass; readonly aspect: Aspect },
  presenceClass: DisclosureClass | null,
): boolean {
  const { disclosers, classes } = scope ?? nothing;
  const isPresence = cell.aspect === 'PRESENCE' && cell.class === presenceClass;
  return disclosers.includes(cell.agency) && (isPresence || classes.includes(cell.class));
}
