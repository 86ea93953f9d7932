// What the browsers of Lightning Experience have and jsdom 20 lacks.
const { randomUUID } = require('node:crypto');

globalThis.crypto.randomUUID ??= randomUUID;
