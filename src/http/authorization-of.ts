/**
 * The `Authorization` header; several are joined by a comma, so that no reader takes one of them: Node would
 * keep the first, another reader perhaps the last. Null: there is none.
 */
export function authorizationOf(rawHeaders: readonly string[]): string | null {
  let found: string | null = null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length !== authorization.length || name.toLowerCase() !== authorization) continue;
    const value = rawHeaders[index + 1] ?? '';
    found = found === null ? value : `${found}, ${value}`;
  }
  return found;
}

const authorization = 'authorization';
