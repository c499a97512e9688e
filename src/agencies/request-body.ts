/** Makes the body of a GraphQL request; `variablesJson` is the text that the grant is bound to. */
export type RequestBody = (document: string, variablesJson: string) => string;

const mostDocuments = 2000;

/**
 * Writes documents as JSON once each: there are as many as plans and grant sets, and no value of a request is in one.
 * When there are more than `mostDocuments`, all are forgotten and written again.
 */
export function createRequestBody(): RequestBody {
  const heads = new Map<string, string>();
  return (document, variablesJson) => {
    let head = heads.get(document);
    if (head === undefined) {
      head = `{"query":${JSON.stringify(document)},"variables":`;
      if (heads.size >= mostDocuments) heads.clear();
      heads.set(document, head);
    }
    return `${head}${variablesJson}}`;
  };
}
