/** What a selection shows of an object, by names in the response. */
export type Data = Record<string, unknown>;

/**
 * A class of data for one selection: V8 gives its instances one shape, which makes them cheap to fill and to print. They
 * inherit nothing, so that no name in a response means anything but itself.
 */
export function dataClass(): new () => Data {
  const DataOfSelection = class {} as new () => Data;
  const prototype = DataOfSelection.prototype as { constructor?: unknown };
  delete prototype.constructor;
  Object.setPrototypeOf(prototype, null);
  return DataOfSelection;
}

/** The same data once all of them are there; rejects with the first that is rejected. */
export async function settled(data: Data): Promise<Data> {
  const names = Object.keys(data);
  const values = await Promise.all(Object.values(data));
  for (const [index, name] of names.entries()) data[name] = values[index];
  return data;
}
