import type { Silence } from '../model/child-record.ts';
import { GatewayError } from '../model/errors.ts';
import type { ChildInput, ChildParts, ReceivedRecord } from './agency-side.ts';
import { assembleChild, explainChild } from './assemble-child.ts';
import { type CompiledChild, compileChild } from './compile-child.ts';
import { createOwnCompleters } from './complete-own.ts';
import type { ContentCaller } from './content-calls.ts';
import type { RootShapes, ShapeStore } from './content-shapes.ts';
import type {
  AssembleRequest,
  Assembled,
  ChildPart,
  GraphOptions,
  OperationPlan,
  PlannedField,
  PlannedRoot,
  Redaction,
  ReleasedChild,
} from './graph-step.ts';
import { findRows } from './read-rows.ts';
import { bubble, ResponseObject } from './reading.ts';
import type { ResolvedChild, Resolver } from './resolve-children.ts';
import { distinctRedactions, ToldParts } from './told-parts.ts';

/** Builds responses; see `GraphStep.assemble`. */
export type Assembler = (request: AssembleRequest) => Assembled;

/** What the assembler is made of beside the options. */
export type AssemblerParts = {
  readonly shapes: ShapeStore;
  readonly resolve: Resolver;
  readonly caller: ContentCaller;
};

/** What may be shown of a class that may not be known of. */
const concealedClass = 'RESTRICTED';

/** Makes the assembler. */
export function createAssembler(options: GraphOptions, { shapes, resolve, caller }: AssemblerParts): Assembler {
  const parts: ChildParts = {
    options,
    own: createOwnCompleters(options.composed.schema),
    neverAbout: new Set(options.neverAbout ?? []),
    refusalCodes: new Set(options.agencyRefusalCodes),
  };
  const compiled = new WeakMap<RootShapes, CompiledChild>();
  const place = (plan: OperationPlan, root: number): CompiledPlace => {
    const ofRoot = shapes(plan, root);
    let child = compiled.get(ofRoot);
    if (child === undefined) {
      child = compileChild(parts, plan, ofRoot);
      compiled.set(ofRoot, child);
    }
    return { shapes: ofRoot, child };
  };
  return (request) => {
    const response = new Response(parts, place, request, resolve(request));
    response.receive(caller);
    return response.assemble();
  };
}

/** How the children of a root, or of a place inside one, are assembled. */
type CompiledPlace = { readonly shapes: RootShapes; readonly child: CompiledChild };

/** One child of the response, with what came of its content requests. */
type Slot = {
  readonly part: ChildPart;
  readonly resolved: ResolvedChild;
  /** By the place of the agency among those of the root. */
  readonly received: (ReceivedRecord[] | undefined)[];
};

/** One response while it is being built; forgotten when it is sent. */
class Response {
  readonly #parts: ChildParts;
  readonly #placeOf: (plan: OperationPlan, root: number) => CompiledPlace;
  readonly #request: AssembleRequest;
  /** By root, then by slot. */
  readonly #slots = new Map<number, (Slot | undefined)[]>();
  readonly #guard = { dropped: 0, missing: 0, wrong: 0 };
  readonly #told = new ToldParts();
  readonly #redactions: Redaction[] = [];
  readonly #released: ReleasedChild[] = [];
  readonly #errors: GatewayError[] = [];

  constructor(
    parts: ChildParts,
    placeOf: (plan: OperationPlan, root: number) => CompiledPlace,
    request: AssembleRequest,
    resolved: readonly ResolvedChild[],
  ) {
    this.#parts = parts;
    this.#placeOf = placeOf;
    this.#request = request;
    for (const [index, part] of request.children.entries()) {
      let slots = this.#slots.get(part.root);
      if (slots === undefined) {
        slots = [];
        this.#slots.set(part.root, slots);
      }
      const sides = resolved[index] ?? null;
      slots[part.slot] = { part, resolved: sides, received: sides?.map(() => undefined) ?? [] };
    }
  }

  /** Sorts the content answers by child and agency, rows matched by record id. */
  receive(caller: ContentCaller): void {
    for (const { call, answer } of this.#request.contents) {
      const { position, parts, isPagedHere } = caller.asideOf(call);
      const slots = this.#slots.get(call.root);
      const found = answer.kind === 'ANSWERED' ? findRows(answer, call.recordIds) : null;
      this.#guard.dropped += found?.dropped ?? 0;
      const silence: Silence = answer.kind === 'ANSWERED' ? 'SOURCE_ERROR' : answer.kind;
      const silent: ReceivedRecord = { kind: 'SILENT', silence };
      for (const { slot, recordId } of parts) {
        const received = slots?.[slot]?.received;
        if (received === undefined) continue;
        const record: ReceivedRecord =
          found === null ? silent : { kind: 'ROW', found: found.rows.get(recordId) ?? null, isPagedHere };
        const known = received[position];
        if (known === undefined) received[position] = [record];
        else known.push(record);
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
        const [slot] = this.#slotsOf(root);
        return this.#completeChild(this.#childPlace(root, [field.key]), slot);
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
    const slots = this.#slotsOf(root);
    const place = this.#childPlace(root, [root.field.key, '*']);
    const list: unknown[] = [];
    const count = Math.max(slots.length, this.#countAsked(root));
    for (let slot = 0; slot < count; slot += 1) list.push(this.#completeChild(place, slots[slot]));
    return list;
  }

  /** A search: each of its selections of the child is a place of its own, told under its own path. */
  #completeSearch({ index, field }: PlannedRoot): unknown {
    const { plan, searches } = this.#request;
    const search = searches?.get(index);
    if (search === undefined) return bubble;
    if (search.nobody !== null) this.#redactions.push({ ...search.nobody, path: [field.key], class: concealedClass });
    const places = plan.nested.flatMap((inner, at) =>
      inner.root === index
        ? [{ field: inner.field, ...this.#childPlace({ index: plan.roots.length + at }, inner.path) }]
        : [],
    );
    const candidates = search.candidates.map(({ value, slot, closed }) => {
      const child = new Map<PlannedField, unknown>();
      for (const place of places) {
        if (slot !== null) {
          child.set(place.field, this.#completeChild(place, this.#slotsOf({ index: place.root })[slot]));
        } else if (closed !== null) this.#redactions.push({ ...closed, path: place.path, class: concealedClass });
      }
      return { ...value, child };
    });
    return this.#parts.own(plan.rootType, field)({ ...search.value, candidates });
  }

  #completeChild(place: ChildPlace, slot: Slot | undefined): unknown {
    const { root } = place;
    const { part, resolved, received } = slot ?? {};
    if (part === undefined || part.decision.kind === 'REFUSED' || !resolved || received === undefined) {
      this.#tellRefused(place);
      if (part !== undefined) this.#released.push({ root, slot: part.slot, isRefused: true, outcomes: [] });
      return null;
    }
    const { shapes, child } = (place.compiled ??= this.#placeOf(this.#request.plan, root));
    const input: ChildInput = {
      part,
      decision: part.decision,
      shapes,
      resolved,
      received,
      request: this.#request,
      guard: this.#guard,
      told: this.#told,
    };
    if (this.#request.dryRun) {
      this.#tell(place, explainChild(this.#parts, child, input));
      this.#released.push({ root, slot: part.slot, isRefused: false, outcomes: [] });
      return null;
    }
    const { value, withheld, outcomes } = assembleChild(this.#parts, child, input);
    this.#tell(place, withheld);
    if (value === null) this.#errors.push(new GatewayError('INTERNAL', 'A required field of a child has no value.'));
    this.#released.push({ root, slot: part.slot, isRefused: false, outcomes: value === null ? [] : outcomes });
    return value;
  }

  /** How many children a root names. */
  #countAsked({ field }: PlannedRoot): number {
    const ids = field.argsIndex === null ? undefined : this.#request.inputs.args[field.argsIndex]?.['ids'];
    return Array.isArray(ids) ? ids.length : 0;
  }

  #slotsOf({ index }: Pick<PlannedRoot, 'index'>): readonly (Slot | undefined)[] {
    return this.#slots.get(index) ?? [];
  }

  #childPlace({ index }: Pick<PlannedRoot, 'index'>, path: readonly string[]): ChildPlace {
    return { root: index, path, compiled: null, told: new Set() };
  }

  /** Told once, however many children were refused: they cannot be told apart. */
  #tellRefused(place: ChildPlace): void {
    if (place.told.has(refused)) return;
    place.told.add(refused);
    const { routes } = this.#request;
    this.#redactions.push({
      path: place.path,
      class: concealedClass,
      state: 'WITHHELD_OR_NONE',
      code: null,
      route: routes.refused,
    });
  }

  /** Parts of different children that are told alike are one object: each is told once. */
  #tell(place: ChildPlace, withheld: readonly Redaction[]): void {
    for (const part of withheld) {
      if (place.told.has(part)) continue;
      place.told.add(part);
      this.#redactions.push({ ...part, path: [...place.path, ...part.path] });
    }
  }
}

/** Where children of one root stand in the response, and what was told of them so far. */
type ChildPlace = {
  readonly root: number;
  readonly path: readonly string[];
  compiled: CompiledPlace | null;
  readonly told: Set<Redaction | typeof refused>;
};

/** That a child was refused as a whole. */
const refused: unique symbol = Symbol('refused');
