import { GatewayError } from '../model/errors.ts';
import type { AgencyName } from '../model/words.ts';
import type { ChildParts, ReceivedRecord } from './agency-side.ts';
import { type AssembledChild, assembleChild, explainChild } from './assemble-child.ts';
import { createOwnCompleters } from './complete-own.ts';
import type { ContentCaller } from './content-calls.ts';
import type { ShapeStore } from './content-shapes.ts';
import { distinctRedactions } from './explain-findings.ts';
import type {
  AssembleRequest,
  Assembled,
  ChildPart,
  GraphOptions,
  PlannedField,
  PlannedRoot,
  Redaction,
  ReleasedChild,
} from './graph-step.ts';
import { findRows } from './read-rows.ts';
import { bubble, ResponseObject } from './reading.ts';

/** Builds responses; see `GraphStep.assemble`. */
export type Assembler = (request: AssembleRequest) => Assembled;

/** What may be shown of a class that may not be known of. */
const concealedClass = 'RESTRICTED';

/** Makes the assembler. */
export function createAssembler(options: GraphOptions, shapes: ShapeStore, caller: ContentCaller): Assembler {
  const parts: ChildParts = {
    options,
    own: createOwnCompleters(options.composed.schema),
    neverAbout: new Set(options.neverAbout ?? []),
    refusalCodes: new Set(options.agencyRefusalCodes),
  };
  return (request) => {
    const response = new Response(parts, shapes, request);
    response.receive(caller);
    return response.assemble();
  };
}

type Received = Map<string, Map<AgencyName, ReceivedRecord[]>>;

/** One response while it is being built; forgotten when it is sent. */
class Response {
  readonly #parts: ChildParts;
  readonly #shapes: ShapeStore;
  readonly #request: AssembleRequest;
  readonly #received: Received = new Map();
  readonly #guard = { dropped: 0, missing: 0, wrong: 0 };
  readonly #redactions: Redaction[] = [];
  readonly #released: ReleasedChild[] = [];
  readonly #errors: GatewayError[] = [];

  constructor(parts: ChildParts, shapes: ShapeStore, request: AssembleRequest) {
    this.#parts = parts;
    this.#shapes = shapes;
    this.#request = request;
  }

  /** Sorts the content answers by child and agency, rows matched by record id. */
  receive(caller: ContentCaller): void {
    for (const { call, answer } of this.#request.contents) {
      const { agency, parts, isPagedHere } = caller.asideOf(call);
      const found = answer.kind === 'ANSWERED' ? findRows(answer, call.recordIds) : null;
      this.#guard.dropped += found?.dropped ?? 0;
      for (const { slot, recordId } of parts) {
        let record: ReceivedRecord;
        if (answer.kind !== 'ANSWERED') record = { kind: 'SILENT', silence: answer.kind };
        else if (found === null) record = { kind: 'SILENT', silence: 'SOURCE_ERROR' };
        else record = { kind: 'ROW', found: found.rows.get(recordId) ?? null, isPagedHere };
        this.#put(`${call.root}.${slot}`, agency, record);
      }
    }
  }

  assemble(): Assembled {
    const { roots } = this.#request.plan;
    const data = new ResponseObject();
    // Keys in the order of the operation; `disclosure` speaks of all the rest and is completed last.
    for (const { field } of roots) data[field.key] = null;
    const isLast = ({ field }: PlannedRoot): boolean => field.field === 'disclosure';
    let isBubbling = false;
    for (const root of [...roots.filter((one) => !isLast(one)), ...roots.filter(isLast)]) {
      const value = this.#completeRoot(root);
      if (value === bubble) isBubbling = true;
      else data[root.field.key] = value;
    }
    if (isBubbling) this.#errors.push(new GatewayError('INTERNAL', 'A required field of the gateway has no value.'));
    return {
      data: isBubbling ? null : data,
      errors: this.#errors,
      redactions: distinctRedactions(this.#redactions),
      released: this.#released,
      guard: this.#guard,
    };
  }

  #completeRoot(root: PlannedRoot): unknown {
    const { own, ownAt, inputs, silentRoots, routes } = this.#request;
    const { rootType } = this.#request.plan;
    const { field, kind, index } = root;
    switch (kind) {
      case 'SCHEMA':
        return field.field === '__typename' ? rootType : (inputs.introspection.get(index) ?? null);
      case 'OWN':
      case 'ACT': {
        const value = ownAt?.get(index) ?? (Object.hasOwn(own, field.field) ? own[field.field] : null);
        if (field.field !== 'disclosure' || typeof value !== 'object' || value === null) {
          return this.#parts.own(rootType, field)(value);
        }
        return this.#parts.own(rootType, field)({ ...value, withheld: distinctRedactions(this.#redactions) });
      }
      case 'CHILD':
      case 'CHILD_BY_IDENTIFIER': {
        const [child] = this.#childrenOf(root);
        return this.#completeChild(root, child, [field.key]);
      }
      case 'CHILDREN':
        return this.#completeChildren(root);
      case 'SEARCH':
        return this.#completeSearch(root);
      case 'CASELOAD': {
        const silence = silentRoots.get(index);
        if (silence === undefined) return this.#completeChildren(root);
        const shown = { path: [field.key], class: concealedClass, state: silence, code: null, route: routes.silent };
        this.#redactions.push(shown);
        return null;
      }
    }
  }

  #completeChildren(root: PlannedRoot): unknown {
    const children = this.#childrenOf(root);
    const list: unknown[] = [];
    const last = children.reduce((highest, { slot }) => Math.max(highest, slot), this.#countAsked(root) - 1);
    const bySlot = new Map(children.map((child) => [child.slot, child]));
    for (let slot = 0; slot <= last; slot += 1) {
      list.push(this.#completeChild(root, bySlot.get(slot), [root.field.key, '*']));
    }
    return list;
  }

  /** A search: each of its selections of the child is a place of its own, told under its own path. */
  #completeSearch({ index, field }: PlannedRoot): unknown {
    const { plan, searches } = this.#request;
    const search = searches?.get(index);
    if (search === undefined) return bubble;
    if (search.nobody !== null) this.#redactions.push({ ...search.nobody, path: [field.key], class: concealedClass });
    const places = plan.nested.flatMap((inner, at) =>
      inner.root === index ? [{ ...inner, index: plan.roots.length + at }] : [],
    );
    const candidates = search.candidates.map(({ value, slot, closed }) => {
      const child = new Map<PlannedField, unknown>();
      for (const place of places) {
        if (slot !== null) {
          const part = this.#childrenOf(place).find((one) => one.slot === slot);
          child.set(place.field, this.#completeChild(place, part, place.path));
        } else if (closed !== null) this.#redactions.push({ ...closed, path: place.path, class: concealedClass });
      }
      return { ...value, child };
    });
    return this.#parts.own(plan.rootType, field)({ ...search.value, candidates });
  }

  #completeChild(root: Pick<PlannedRoot, 'index'>, part: ChildPart | undefined, path: readonly string[]): unknown {
    const { routes } = this.#request;
    if (part === undefined || part.decision.kind === 'REFUSED') {
      const refused = {
        path,
        class: concealedClass,
        state: 'WITHHELD_OR_NONE',
        code: null,
        route: routes.refused,
      } as const;
      this.#redactions.push(refused);
      if (part !== undefined) this.#released.push({ root: root.index, slot: part.slot, isRefused: true, outcomes: [] });
      return null;
    }
    const input = {
      part,
      decision: part.decision,
      shapes: this.#shapes(this.#request.plan, root.index),
      received: this.#received.get(`${root.index}.${part.slot}`) ?? new Map<AgencyName, ReceivedRecord[]>(),
      request: this.#request,
      guard: this.#guard,
    };
    if (this.#request.dryRun) {
      this.#tell(path, explainChild(this.#parts, input));
      this.#released.push({ root: root.index, slot: part.slot, isRefused: false, outcomes: [] });
      return null;
    }
    const assembled: AssembledChild = assembleChild(this.#parts, input);
    this.#tell(path, assembled.withheld);
    if (assembled.value === null) {
      this.#errors.push(new GatewayError('INTERNAL', 'A required field of a child has no value.'));
      this.#released.push({ root: root.index, slot: part.slot, isRefused: false, outcomes: [] });
      return null;
    }
    const { outcomes } = assembled;
    this.#released.push({ root: root.index, slot: part.slot, isRefused: false, outcomes });
    return assembled.value;
  }

  /** How many children a root names. */
  #countAsked({ field }: PlannedRoot): number {
    const ids = field.argsIndex === null ? undefined : this.#request.inputs.args[field.argsIndex]?.['ids'];
    return Array.isArray(ids) ? ids.length : 0;
  }

  #childrenOf({ index }: Pick<PlannedRoot, 'index'>): readonly ChildPart[] {
    return this.#request.children.filter((child) => child.root === index);
  }

  #tell(path: readonly string[], withheld: readonly Redaction[]): void {
    for (const part of withheld) this.#redactions.push({ ...part, path: [...path, ...part.path] });
  }

  #put(child: string, agency: AgencyName, record: ReceivedRecord): void {
    const agencies = this.#received.get(child) ?? new Map<AgencyName, ReceivedRecord[]>();
    this.#received.set(child, agencies);
    const records = agencies.get(agency) ?? [];
    agencies.set(agency, records);
    records.push(record);
  }
}
