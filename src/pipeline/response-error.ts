import type { GatewayError } from '../model/errors.ts';
import type { ResponseError } from './request-parts.ts';

/** Turns a failure into an `errors[]` entry; its cause stays behind. */
export function responseError(error: GatewayError): ResponseError {
  return { message: error.message, code: error.code, extensions: error.extensions };
}
