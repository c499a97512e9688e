const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

/** The media type to answer in. */
export type AcceptedType = {
  readonly type: typeof json | typeof graphqlJson;
  /**
   * Whether the client named `application/json`. Of such an answer the specification of GraphQL over HTTP
   * (6.4.1) wants status 200 even where the document is refused; without the name it is not held to that.
   */
  readonly isNamedJson: boolean;
};

const asJson: AcceptedType = { type: json, isNamedJson: false };
const asNamedJson: AcceptedType = { type: json, isNamedJson: true };
const asGraphqlJson: AcceptedType = { type: graphqlJson, isNamedJson: false };

/**
 * The media type to answer in, of the two of the GraphQL over HTTP specification; null when the
 * client accepts neither. Asked before anything is done, so that nothing is disclosed and recorded
 * that then cannot be sent.
 */
export function acceptedType(accept: string | undefined): AcceptedType | null {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return asJson;
  if (accept === json) return asNamedJson;
  const qualities = new Map<string, number>();
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const value = quality === undefined ? 1 : Number(quality);
    qualities.set(type, Number.isNaN(value) ? 0 : value);
  }
  const qualityOf = (type: string): number =>
    qualities.get(type) ?? qualities.get('application/*') ?? qualities.get('*/*') ?? 0;
  if (qualityOf(graphqlJson) > qualityOf(json)) return asGraphqlJson;
  if (qualityOf(json) <= 0) return null;
  return qualities.has(json) ? asNamedJson : asJson;
}
