const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

/**
 * The media type to answer in, of the two of the GraphQL over HTTP specification; null when the
 * client accepts neither. Asked before anything is done, so that nothing is disclosed and recorded
 * that then cannot be sent.
 */
export function acceptedType(accept: string | undefined): string | null {
  if (accept === undefined || accept.trim() === '') return json;
  const qualities = new Map<string, number>();
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const value = quality === undefined ? 1 : Number(quality);
    qualities.set(type, Number.isNaN(value) ? 0 : value);
  }
  const qualityOf = (type: string): number =>
    qualities.get(type) ?? qualities.get('application/*') ?? qualities.get('*/*') ?? 0;
  if (qualityOf(graphqlJson) > qualityOf(json)) return graphqlJson;
  return qualityOf(json) > 0 ? json : null;
}
