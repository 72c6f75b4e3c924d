/** Reads recorded data. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const recorded = <T>(name: string): T =>
  JSON.parse(gunzipSync(readFileSync(new URL(`../fixtures/${name}.json.gz`, import.meta.url))).toString()) as T;
