#!/usr/bin/env node
/** Starts the flopscope-server command, which is one file compiled when the package was built. */
import { fileURLToPath } from 'node:url';
import { settleEngine } from './engine.js';
import { compileBundle, runBundle } from './precompiled.js';

settleEngine();
const path = fileURLToPath(new URL('command.cjs', import.meta.url));
void runBundle(compileBundle(path), path).run();
