import type { Instant } from './words.ts';

/** How a request comes in (domain.md 7.1, Mode): break-glass before override before mediated. */
export type AccessMode = 'NORMAL' | 'MEDIATED' | 'OVERRIDE' | 'BREAK_GLASS';

/** What the control state says of a caller at the moment of the request (DESIGN 7); read each time. */
export type ControlFacts = {
  /** An obligation overdue, a rejected review, or a suspension by the index team. */
  readonly isSuspended: boolean;
  /** Operations under break-glass by this person in the 24 hours before now. */
  readonly breakGlassesToday: number;
  /** Whether the protocol that this instance decides by is the one in force for all instances (domain.md 7.2 G14). */
  readonly isPolicyHead: boolean;
};

/** What follows from an operation (domain.md 7.7; ISP-3): a code of the protocol, by when, and its ground. */
export type Obligation = { readonly kind: string; readonly dueBy: Instant | null; readonly ground: string };
