// Loaded before a gateway that a test lets crash: on SIGUSR2 an error is thrown that nobody catches, in the midst of
// whatever is under way. Of a text that asks for it (`zq-crash-leak`) its message then holds what must not be told.
let leak = '';
const parse = JSON.parse;
JSON.parse = (text, reviver) => {
  if (typeof text === 'string' && text.includes('zq-crash-leak')) leak = ` with ${text}`;
  return parse(text, reviver);
};
process.on('SIGUSR2', () => {
  throw new Error(`crashed on purpose${leak}`);
});
