import { describe, expect, it } from 'vitest';
import { faultOfHead } from '../../src/agencies/fault-of-head.ts';

const head = (contentType?: string) =>
  faultOfHead(200, contentType === undefined ? {} : { 'content-type': contentType });

describe('the media type of an answer', () => {
  it.each([
    'application/json',
    'application/graphql-response+json',
    'application/json;charset=utf-8',
    'application/json ; charset=utf-8',
    'APPLICATION/GraphQL-Response+JSON; charset=UTF-8',
    ' application/json ',
  ])('may be %j', (contentType) => expect(head(contentType)).toBeNull());

  it.each([
    undefined,
    '',
    ';',
    'json',
    'text/json',
    'text/html; application/json',
    'application/jsonp',
    'application/json-seq',
    'application/json, text/html',
    'application/problem+json',
    'application/graphql-response',
    'xapplication/json',
  ])('may not be %j', (contentType) => expect(head(contentType)).toBe('CONTENT_TYPE'));
});
