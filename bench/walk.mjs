// What clients of the gateway do: ask, and go on behind a cursor.

/** @throws when the answer has errors. */
export async function askGateway(url, query, variables = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-benchmark' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(`the gateway answered with errors: ${JSON.stringify(errors)}`);
  return data;
}

/** The pages of a list, from the first one, or the one behind a cursor, to the last. */
export async function* pagesOf(url, query, list, variables) {
  for (let after = variables.after ?? null; ;) {
    const page = (await askGateway(url, query, { ...variables, after }))[list];
    yield page;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
