import { hash } from 'node:crypto';
import { type ASTNode, type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';

/** One operation of a document that was found to be valid. */
export type KnownOperation = { readonly document: DocumentNode; readonly node: OperationDefinitionNode };

/** A document that was parsed and found to be valid, and the operations in it. */
export type KnownDocument = {
  /** As `operationName` chooses: by name, or the only one; null: there is none, or which is meant cannot be told. */
  readonly operation: (name: string | null) => KnownOperation | null;
};

/** Valid documents by the hash of their text, the latest used ones. */
export type KnownDocuments = {
  find(id: string): KnownDocument | null;
  /** `characters`: of the text that it came from. */
  remember(id: string, known: KnownDocument, characters: number): void;
  /** Forgets all: another schema is served. */
  clear(): void;
};

/** Bounds of what is kept: so many documents, and so many characters of text that they came from. */
export type KnownDocumentLimits = { readonly documents: number; readonly characters: number };

const defaultLimits: KnownDocumentLimits = { documents: 2000, characters: 2 * 1024 * 1024 };

/** What a document is known by: SHA-256 of its text, hexadecimal, as manifests of persisted operations have it. */
export function idOfText(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Makes the store. It keeps no text, not even as a key: comments are the caller's own words, and may say anything. */
export function createKnownDocuments(limits: KnownDocumentLimits = defaultLimits): KnownDocuments {
  const kept = new Map<string, { readonly known: KnownDocument; readonly characters: number }>();
  let total = 0;
  const forget = (id: string): void => {
    total -= kept.get(id)?.characters ?? 0;
    kept.delete(id);
  };
  return {
    find(id) {
      const found = kept.get(id);
      if (found === undefined) return null;
      // Moved to the young end: a Map keeps the order of insertion.
      kept.delete(id);
      kept.set(id, found);
      return found.known;
    },
    remember(id, known, characters) {
      forget(id);
      kept.set(id, { known, characters });
      total += characters;
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.documents && total <= limits.characters) break;
        forget(oldest);
      }
    },
    clear() {
      kept.clear();
      total = 0;
    },
  };
}

/** Reads which operations a valid document has. Its nodes no longer refer to the text and its tokens from then on. */
export function knownDocument(document: DocumentNode): KnownDocument {
  dropPlaces(document);
  const operations = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [{ document, node }] : [],
  );
  const [only = null] = operations.length === 1 ? operations : [];
  const byName = new Map(
    operations.flatMap((one) => (one.node.name === undefined ? [] : [[one.node.name.value, one]])),
  );
  return { operation: (name) => (name === null ? only : (byName.get(name) ?? null)) };
}

function dropPlaces(document: DocumentNode): void {
  visit(document, {
    enter(node: ASTNode) {
      (node as { loc: unknown }).loc = undefined;
    },
  });
}
