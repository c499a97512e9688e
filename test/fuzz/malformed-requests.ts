import type { Random } from '../graph/random.ts';

/** A request that is wrong in some way, as bytes. */
export type Malformed = {
  readonly kind: 'BODY' | 'HEADERS' | 'TOKEN' | 'FRAMING';
  readonly bytes: Buffer;
  /** Whether it may leave the connection in pieces, so that it is sent on one of its own. */
  readonly isBreaking: boolean;
};

/** In every value that is planted, and nowhere else; what an answer holds of it was echoed. */
export const planted = 'zqxplant';

const good = {
  query: `query View($scheme: IdentifierScheme!, $value: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
    childByIdentifier(scheme: $scheme, value: $value) { id identity { givenName } education { concerns { id account } } }
    findAgain: children(ids: []) { id }
  }`,
  operationName: 'View',
  variables: { scheme: 'NHS_NUMBER', value: '9990000018', why: `${planted} reason` } as Record<string, unknown>,
};

/** Makes wrong requests, one after the other; `token`: one that is taken. */
export function malformedRequests(token: string): (random: Random) => Malformed {
  return (random) => {
    switch (random.pick(['BODY', 'BODY', 'BODY', 'BODY', 'BODY', 'HEADERS', 'HEADERS', 'TOKEN', 'TOKEN', 'FRAMING'])) {
      case 'BODY':
        return { kind: 'BODY', bytes: request(token, wrongBody(random)), isBreaking: false };
      case 'HEADERS':
        return withWrongHeaders(token, random);
      case 'TOKEN':
        return {
          kind: 'TOKEN',
          bytes: request(null, lightBody(), [wrongAuthorization(token, random)]),
          isBreaking: false,
        };
      default:
        return { kind: 'FRAMING', bytes: wrongFraming(token, random), isBreaking: true };
    }
  };
}

const goodBody = (): Buffer => Buffer.from(JSON.stringify(good));

/** One that has no agency asked, where it is not the body that is wrong. */
const lightBody = (): Buffer =>
  Buffer.from(JSON.stringify({ query: '{ me { organisation } }', variables: { why: planted } }));

/** A request with its length right, whatever else is not. */
function request(
  token: string | null,
  body: Buffer,
  more: readonly string[] = [],
  line = 'POST /graphql HTTP/1.1',
): Buffer {
  const isTyped = more.some((header) => /^content-type:/i.test(header));
  const head = [
    line,
    'Host: gateway.example',
    ...(isTyped ? [] : ['Content-Type: application/json']),
    ...(token === null ? [] : [`Authorization: Bearer ${token}`]),
    ...more,
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

// ---- bodies

function wrongBody(random: Random): Buffer {
  return random.pick([brokenText, brokenJson, wronglyTyped, wrongGraphql, wrongVariables])(random);
}

/** Bytes that are no text, or no whole JSON. */
function brokenText(random: Random): Buffer {
  const body = goodBody();
  const at = random.int(0, body.length - 1);
  const insert = (bytes: Buffer): Buffer => Buffer.concat([body.subarray(0, at), bytes, body.subarray(at)]);
  switch (random.int(0, 6)) {
    case 0:
      return body.subarray(0, at);
    case 1:
      return insert(Buffer.from(random.pick([[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0x80]])));
    case 2:
      return insert(Buffer.from([0]));
    case 3:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), random.chance(0.5) ? body : insert(Buffer.from('{'))]);
    case 4: {
      const flipped = Buffer.from(body);
      flipped[at] = random.int(0, 255);
      return flipped;
    }
    case 5:
      return Buffer.from(body.toString(), 'utf16le');
    default:
      return Buffer.from(Array.from({ length: random.int(0, 400) }, () => random.int(0, 255)));
  }
}

/** JSON of odd shapes. */
function brokenJson(random: Random): Buffer {
  const mark = `"${planted}${random.int(0, 999)}"`;
  const depth = random.int(100, 20_000);
  const query = JSON.stringify(good.query);
  return Buffer.from(
    random.pick([
      () => `{"query":${query},"query":${mark}}`,
      () => `{"query":${mark},"variables":{},"variables":{"why":${mark}}}`,
      () => `{"query":${query},"variables":{"__proto__":{"why":${mark}},"constructor":{"prototype":${mark}}}}`,
      () => `{"__proto__":{"query":${mark}},"operationName":${mark}}`,
      () => `${'['.repeat(depth)}${mark}${']'.repeat(depth)}`,
      () => `{"query":${query},"variables":${'{"a":'.repeat(depth)}${mark}${'}'.repeat(depth)}}`,
      () => `{"query":${query},"variables":{"value":${'['.repeat(depth)}${mark}${']'.repeat(depth)}}}`,
      () => `{"query":${query},"variables":{"value":${random.pick(['1e999', '-1e999', '9'.repeat(400), '0.1e-400'])}}}`,
      () => `[{"query":${mark}},{"query":${mark}}]`,
      () =>
        random.pick([
          'null',
          'true',
          '0',
          '""',
          '{}',
          '[]',
          mark,
          '"\\ud800"',
          'NaN',
          "{'query':1}",
          `{"query":${mark},}`,
        ]),
      () => `{"query":${query}}${random.pick(['}', mark, '\u0000', '//', '{"query":"{me{organisation}}"}'])}`,
      () => `{"id":${mark},"extensions":{"persistedQuery":{"version":1,"sha256Hash":${mark}}}}`,
    ])(),
  );
}

const wrongValues = (random: Random): unknown =>
  random.pick<unknown>([
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    planted,
    `${planted}\u0000`,
    `${planted}\ud800`,
    `${planted}${'x'.repeat(random.int(1, 5000))}`,
    [planted],
    [[planted]],
    { [planted]: planted },
    { toString: planted },
    { length: 1e9 },
    { toJSON: planted },
    { kind: 'Document', definitions: [] },
  ]);

function wronglyTyped(random: Random): Buffer {
  const key = random.pick(['query', 'variables', 'operationName', 'extensions', 'id', 'documentId']);
  return Buffer.from(JSON.stringify({ ...good, [key]: wrongValues(random) }));
}

/** Documents that are no GraphQL, or none of this schema, or too much. */
function wrongGraphql(random: Random): Buffer {
  const mark = `${planted}${random.int(0, 999)}`;
  const many = random.int(2, 3000);
  const at = random.int(0, good.query.length - 1);
  const query = random.pick([
    () => good.query.slice(0, at),
    () =>
      good.query.slice(0, at) +
      random.pick(['{', '}', '(', '"', '"""', '$', '@', '...', '!', '\u0000', '\ufeff', '#', '&']) +
      good.query.slice(at),
    () => good.query.slice(0, at) + good.query.slice(at + random.int(1, 30)),
    () => `{ childByIdentifier(scheme: NHS_NUMBER, value: "${mark}") { id } }`,
    () => `query ($why: String!) @access(purpose: ${mark}, reason: $why) { child(id: "${mark}") { id } }`,
    () => `{ ${mark} { ${mark} } }`,
    () => `{ me { organisation(${mark}: "${mark}") } }`,
    () => `query @${mark}(a: "${mark}") { me { organisation } }`,
    () => `{ me { ...${mark} } } fragment ${mark} on Me { ...${mark} }`,
    () => `{ me { ... on ${mark} { id } } }`,
    () => `query ($${mark}: ${mark}!) { me { organisation } }`,
    () => `query ($a: Int = "${mark}") { services(first: $a) { id } }`,
    () =>
      `{ services(first: ${random.pick(['99999999999999999999', '-1', '1e400', '1.5', `"${mark}"`, `[${mark}]`, `{a: ${mark}}`])}) { id } }`,
    () => `{ services(text: "\\u{110000}${mark}") { id } }`,
    () => `{ services(text: "\\ud800${mark}") { id } }`,
    () => `{ services(text: """${mark}\\""" """) { id } }`,
    () => `# ${mark}\n{ unknown }`,
    () => `${'{ me '.repeat(many)}${'}'.repeat(many)}`,
    () => `{ ${'me { organisation } '.repeat(many)} }`,
    () => `query ${'@skip(if: false) '.repeat(many)}{ me { organisation } }`,
    () => `{ services(text: ${'['.repeat(many)}"${mark}"${']'.repeat(many)}) { id } }`,
    () => `{ a: me { organisation } } { b: me { organisation } }`,
    () => `subscription { ${mark} }`,
    () => `mutation { justifyBreakGlass(recordId: "${mark}", justification: "${mark}") { recordId } }`,
    () => `type ${mark} { a: Int } { me { organisation } }`,
    () => `{ __type(name: "${mark}") { name } }`,
    () => `{ mé { organisation } ${mark} }`,
  ])();
  return Buffer.from(JSON.stringify({ ...good, query, ...(random.chance(0.5) ? { operationName: mark } : {}) }));
}

function wrongVariables(random: Random): Buffer {
  const name = random.pick(['scheme', 'value', 'why', planted, '__proto__', 'constructor']);
  const variables = { ...good.variables };
  Object.defineProperty(variables, name, { value: wrongValues(random), enumerable: true, configurable: true });
  if (random.chance(0.2)) delete variables[random.pick(['scheme', 'value', 'why'])];
  const [query, values] = random.pick<readonly [string, Record<string, unknown>]>([
    [good.query, variables],
    [
      'query View($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) { findChildren(by: $by) { outcome } }',
      {
        why: planted,
        by: random.pick<unknown>([
          wrongValues(random),
          { familyName: wrongValues(random), dateOfBirth: wrongValues(random) },
        ]),
      },
    ],
    [
      'query View($id: ID!, $ids: [ID!]!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { child(id: $id) { id } children(ids: $ids) { id } }',
      {
        why: planted,
        id: wrongValues(random),
        ids: random.pick<unknown>([wrongValues(random), [wrongValues(random)], [planted, planted]]),
      },
    ],
  ]);
  return Buffer.from(JSON.stringify({ query, operationName: 'View', variables: values }));
}

// ---- headers

function withWrongHeaders(token: string, random: Random): Malformed {
  const mark = `${planted}${random.int(0, 999)}`;
  const odd = random.pick<() => readonly [headers: readonly string[], line?: string | undefined, isBreaking?: boolean]>(
    [
      () => [
        [
          `Content-Type: ${random.pick(['text/plain', `application/${mark}`, `application/json; charset=${mark}`, 'application/json;;;', '', `multipart/form-data; boundary=${mark}`, 'application/graphql', 'application/x-www-form-urlencoded'])}`,
        ],
      ],
      () => [[`Content-Encoding: ${random.pick(['gzip', 'br', 'deflate', mark, 'identity, gzip'])}`]],
      () => [
        [
          `Accept: ${random.pick([mark, '*/*;q=0', `application/json;q=${mark}`, 'text/html', ',,,', 'application/json, '.repeat(500)])}`,
        ],
      ],
      () => [[`Accept-Encoding: ${mark}`, `Accept-Language: ${mark}`]],
      () => [[`Origin: https://${mark}.example`, `Referer: ${mark}`]],
      () => [
        [
          `Cookie: ${mark}=${mark}`,
          `X-Request-Id: ${mark}`,
          `Traceparent: ${mark}`,
          `Tracestate: ${mark}`,
          `Baggage: ${mark}=${mark}`,
        ],
      ],
      () => [[`Traceparent: 00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`]],
      () => [
        [
          `X-Forwarded-For: ${random.pick([mark, '::::', '1.2.3.4, '.repeat(1000), '999.1.1.1'])}`,
          `Forwarded: for=${mark}`,
        ],
      ],
      () => [
        Array.from({ length: random.int(50, 1500) }, (_, index) => `X-${mark}-${index}: ${mark}`),
        undefined,
        true,
      ],
      () => [[`X-Long: ${mark}${'x'.repeat(random.int(1000, 30_000))}`], undefined, true],
      () => [[`Expect: ${random.pick(['100-continue', mark])}`], undefined, true],
      () => [
        [
          `Connection: ${random.pick(['close', 'Upgrade', mark])}`,
          `Upgrade: ${random.pick(['websocket', 'h2c', mark])}`,
        ],
        undefined,
        true,
      ],
      () => [
        [],
        `${random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'QUERY'])} /graphql HTTP/1.1`,
        true,
      ],
      () => [
        [],
        `POST ${random.pick([`/${mark}`, `/graphql/${mark}`, `/graphql?query=${mark}`, '/graphql/../graphql', '//graphql', '/%00', `/peer/graphql`, `http://${mark}/graphql`, '*'])} HTTP/1.1`,
      ],
      () => [[`Host: ${mark}`, `X-Http-Method-Override: GET`]],
      () => [[`Content-Type: application/json`, `Content-Type: text/${mark}`]],
      () => [[`X-\u00e4\u00f6: ${mark}\u00ff`], undefined, true],
    ],
  )();
  const [headers, line, isBreaking = false] = odd;
  return { kind: 'HEADERS', bytes: request(token, lightBody(), headers, line), isBreaking };
}

// ---- tokens

function wrongAuthorization(token: string, random: Random): string {
  const mark = `${planted}${random.int(0, 999)}`;
  const [head = '', claims = '', signature = ''] = token.split('.');
  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const decoded = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString());
  const at = random.int(0, token.length - 1);
  const value = random.pick<() => string>([
    () =>
      `${encoded({ ...decoded(head), alg: random.pick(['none', 'None', 'HS256', 'RS256', 'ES256K', mark, '', null]) })}.${claims}.${signature}`,
    () => `${encoded({ ...decoded(head), alg: 'none' })}.${claims}.`,
    () =>
      `${encoded({ ...decoded(head), kid: random.pick<unknown>([mark, `../../${mark}`, `' OR 1=1 --${mark}`, 1, null, [mark], { a: mark }, 'x'.repeat(4000)]) })}.${claims}.${signature}`,
    () =>
      `${encoded({ ...decoded(head), jku: `http://127.0.0.1:1/${mark}`, x5u: `http://127.0.0.1:1/${mark}`, jwk: { kty: 'oct', k: mark } })}.${claims}.${signature}`,
    () => `${encoded({ ...decoded(head), crit: [mark], [mark]: true })}.${claims}.${signature}`,
    () =>
      `${head}.${encoded({ ...decoded(claims), [random.pick(['sub', 'iss', 'aud', 'organisation', 'roles', 'kind', 'exp', 'nbf', 'staffIds', 'act', 'cnf', '__proto__'])]: wrongValues(random) })}.${signature}`,
    () => `${head}.${encoded(random.pick<unknown>([null, [], mark, 1]))}.${signature}`,
    () => token.slice(0, at),
    () => token.slice(0, at) + random.pick(['.', '=', '%', '+', '/', 'A', ' ', '\u00ff']) + token.slice(at + 1),
    () => `${token}.${mark}`,
    () => `${token}, Bearer ${mark}`,
    () => `${head}.${claims}`,
    () => `${head}..${signature}`,
    () => `..`,
    () => mark,
    () => 'A'.repeat(random.int(1, 9000)),
    () => `${head}.${Buffer.from('{"sub":1,"sub":2').toString('base64url')}.${signature}`,
    () => `${Buffer.from([0xff, 0xfe, 0]).toString('base64url')}.${claims}.${signature}`,
  ])();
  return `Authorization: ${random.pick(['Bearer', 'Bearer', 'Bearer', 'bearer', 'Bearer ', 'Basic', 'DPoP', mark, ''])} ${value}`;
}

// ---- framing

function wrongFraming(token: string, random: Random): Buffer {
  const mark = `${planted}${random.int(0, 999)}`;
  const body = lightBody();
  const head = (...more: readonly string[]): string =>
    [
      'POST /graphql HTTP/1.1',
      'Host: gateway.example',
      'Content-Type: application/json',
      `Authorization: Bearer ${token}`,
      ...more,
    ].join('\r\n');
  const joined = (text: string, ...rest: readonly (Buffer | string)[]): Buffer =>
    Buffer.concat([
      Buffer.from(text, 'latin1'),
      ...rest.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
    ]);
  const chunked = head('Transfer-Encoding: chunked');
  return random.pick<() => Buffer>([
    () => joined(`${head(`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked')}\r\n\r\n`, body),
    () => joined(`${head(`Content-Length: ${body.length}`, `Content-Length: ${body.length + 5}`)}\r\n\r\n`, body),
    () =>
      joined(
        `${head(`Content-Length: ${random.pick(['-1', '0x10', '1e3', mark, '99999999999999999999', ' ', '+5'])}`)}\r\n\r\n`,
        body,
      ),
    () =>
      joined(
        `${chunked}\r\n\r\n${random.pick(['zz', '-1', 'ffffffffffffffff', '', mark, '5;'.repeat(20)])}\r\n`,
        body,
        '\r\n0\r\n\r\n',
      ),
    () => joined(`${chunked}\r\n\r\n${body.length.toString(16)};${mark}=${mark}\r\n`, body, '\r\n0\r\n\r\n'),
    () => joined(`${chunked}\r\n\r\n${body.length.toString(16)}\r\n`, body, `\r\n0\r\nX-${mark}: ${mark}\r\n\r\n`),
    () => joined(`${chunked}\r\n\r\n${(body.length - 3).toString(16)}\r\n`, body, '\r\n0\r\n\r\n'),
    () =>
      joined(
        `${head(`Transfer-Encoding: ${random.pick(['gzip', 'identity', 'chunked, chunked', 'xchunked', mark, 'chunked, identity'])}`)}\r\n\r\n`,
        body,
      ),
    () => joined(`${head(`Content-Length: ${body.length}`).replaceAll('\r\n', '\n')}\n\n`, body),
    () => joined(`${head(`X-A : ${mark}`, `Content-Length: ${body.length}`)}\r\n\r\n`, body),
    () => joined(`${head(`X-A: ${mark}\u0000`, `Content-Length: ${body.length}`)}\r\n\r\n`, body),
    () => joined(`${head(`X-A: a\r\n ${mark}`, `Content-Length: ${body.length}`)}\r\n\r\n`, body),
    () =>
      joined(
        `${head(`Content-Length: ${body.length}`).replace('HTTP/1.1', random.pick(['HTTP/9.9', 'HTTP/1.0', 'HTTP/2.0', mark, '']))}\r\n\r\n`,
        body,
      ),
    () =>
      joined(
        `${head(`Content-Length: ${body.length}`).replace('POST', random.pick([mark, 'PO ST', '', 'post']))}\r\n\r\n`,
        body,
      ),
    () => joined(`${head(`Content-Length: ${body.length}`).replace('Host: gateway.example\r\n', '')}\r\n\r\n`, body),
    () =>
      joined(
        `${head(`Content-Length: ${body.length}`).replace('Host: gateway.example', `Host: ${mark}\r\nHost: other`)}\r\n\r\n`,
        body,
      ),
    () => joined(`${head(`Content-Length: ${body.length}`)}\r\n\r\n`, body, `${mark} / HTTP/1.1\r\n\r\n`),
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
    () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    () => Buffer.from(Array.from({ length: random.int(1, 2000) }, () => random.int(0, 255))),
  ])();
}
