export type MaybePromise<Value> = Value | Promise<Value>;

/** As graphql-js tells promises: by their `then`. */
export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && typeof (value as Promise<Value>).then === 'function';
}
