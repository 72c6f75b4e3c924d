/** Runs the server as its own process and talks to it over its socket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Packr, Unpackr } from 'msgpackr';
import { Request } from 'zeromq';
import type { Reply } from './client.js';

/** The compiled command; `scripts/setup` makes it. FLOPSCOPE_BIN names another one. */
const COMMAND = process.env['FLOPSCOPE_BIN'] ?? fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const packr = new Packr({ useRecords: false });
const unpackr = new Unpackr({ useRecords: false });

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A process of the server and what it wrote. */
export class Process {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  #output = '';
  #errors = '';

  constructor(args: readonly string[], environment: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, [COMMAND, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.#child.stdout!.on('data', (chunk) => {
      this.#output += chunk;
    });
    this.#child.stderr!.on('data', (chunk) => {
      this.#errors += chunk;
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve({ code, output: this.#output, errors: this.#errors }));
    });
  }

  /** Resident memory in bytes, as Linux counts it. */
  get memory(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s*(\d+)/.exec(status)![1]) * 1024;
  }

  /** What it has written to stderr so far. */
  get errors(): string {
    return this.#errors;
  }

  /** The end of the process. */
  ended(): Promise<Ended> {
    return this.#ended;
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Resolves with the match once stderr has one. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#errors);
      if (match !== null) return match;
      if (this.#child.exitCode !== null) throw new Error(`the server ended: ${this.#errors}`);
      await new Promise((resolve) => this.#child.stderr!.once('data', resolve));
    }
  }

  /** Everything written to file descriptor 3. */
  async handedOver(): Promise<string> {
    let text = '';
    for await (const chunk of this.#child.stdio[3] as Readable) text += chunk;
    return text;
  }
}

/** A client connection. */
export class Connection {
  readonly #socket: Request;

  constructor(url: string) {
    this.#socket = new Request({ linger: 0, receiveTimeout: 20_000, reconnectInterval: 5 });
    this.#socket.connect(url);
  }

  async raw(frame: Uint8Array): Promise<Reply> {
    await this.post(frame);
    const [reply] = await this.#socket.receive();
    return unpackr.unpack(Buffer.from(reply!)) as Reply;
  }

  /** Sends without waiting for the answer. */
  post(frame: Uint8Array): Promise<void> {
    return this.#socket.send(frame);
  }

  ask(op: string, args: unknown = null, kwargs: unknown = null, fields: Record<string, unknown> = {}): Promise<Reply> {
    return this.raw(packr.pack({ op, args, kwargs, ...fields }));
  }

  close(): void {
    this.#socket.close();
  }
}

/** Endpoints, processes and connections of one test file, ended together. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'flopscope-'));
  readonly #processes: Process[] = [];
  readonly #connections: Connection[] = [];
  #endpoints = 0;

  /** An ipc endpoint nobody has used. */
  url(): string {
    return `ipc://${join(this.folder, `${this.#endpoints++}.sock`)}`;
  }

  run(args: readonly string[], environment: Record<string, string> = {}): Process {
    const process = new Process(args, environment);
    this.#processes.push(process);
    return process;
  }

  /** A server at a new endpoint. */
  serve(args: readonly string[] = [], environment: Record<string, string> = {}): { url: string; process: Process } {
    const url = this.url();
    return { url, process: this.run(['--url', url, ...args], environment) };
  }

  connect(url: string): Connection {
    const connection = new Connection(url);
    this.#connections.push(connection);
    return connection;
  }

  /** Closes every connection; whoever waits for an answer on one gets an error. */
  disconnect(): void {
    for (const connection of this.#connections.splice(0)) connection.close();
  }

  async end(): Promise<void> {
    this.disconnect();
    await Promise.all(this.#processes.map((process) => process.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
