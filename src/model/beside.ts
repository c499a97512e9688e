/**
 * What is known beside an object, for as long as the object lives; nobody else sees it, and copies of the object do
 * not have it. For objects of one request, where a WeakMap would do the same: V8's collector of young objects holds
 * the values of a WeakMap for alive, and with them the keys that they refer to, so that all of a request would stay until
 * the next full collection (decision 81). The object must be extensible, else setting throws TypeError.
 */
export class Beside<Key extends object, Value> {
  readonly #name = Symbol('beside');

  get(key: Key): Value | undefined {
    return (key as { readonly [name: symbol]: Value | undefined })[this.#name];
  }

  set(key: Key, value: Value): void {
    Object.defineProperty(key, this.#name, { value, configurable: true });
  }
}
