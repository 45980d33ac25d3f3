/**
 * The talk with one board, from the moment the port is open: who are you, what do your numbers mean, what time is it, send. Pure: bytes and
 * times in, bytes and readings out.
 *
 *     open ─► F9, 79, STATUS? ─┬─ a frame with a right CRC ─► Kinglet's: STREAM, CONSTANTS, CLOCK ─► measured
 *                              ├─ 79 twice, of another name ─► foreign: pins only
 *                              └─ nothing ─► asked again for ever, said once
 *
 * Nothing that decides rests on a message without a checksum. The board never retransmits: what is missing is counted and stays a gap.
 */
import type { BoardClock } from './clock.ts';
import { ClockTalk } from './clock-talk.ts';
import { type Constants, ConstantsBook } from './constants.ts';
import { type BoardFault, faultOf } from './faults.ts';
import { featuresOf } from './features.ts';
import * as frames from './frames.ts';
import { Introduction } from './introduction.ts';
import type { SessionOut, SessionSettings } from './out.ts';
import { OwnTime } from './own-time.ts';
import { Restarts, Sequences } from './sequence.ts';
import { heartbeatOf, Silence } from './silence.ts';
import { BoardSplitter } from './splitter.ts';

/** How long an answer is waited for, and the longest pause between two questions when there has been none. */
const AGAIN_MS = 500;
const AGAIN_MAX_MS = 5_000;
/** More broken bytes than a boot loader says. */
const GARBAGE = 50;

export class BoardSession {
  readonly #settings: SessionSettings;
  readonly #out: SessionOut;
  readonly #splitter: BoardSplitter;
  readonly #who = new Introduction();
  readonly #talk = new ClockTalk();
  readonly #own = new OwnTime();
  readonly #book = new ConstantsBook();
  readonly #sequences = new Sequences();
  readonly #restarts = new Restarts();
  readonly #silence = new Silence();
  #now = 0;
  #firmware = '';
  #constants: Constants | undefined;
  #flags = 0;
  /** The channels that there are; 0 before it has been asked. */
  #mask = 0;
  /** Whether STREAM has been answered since the last start. */
  #streams = false;
  #next = 0;
  #pause = AGAIN_MS;

  constructor(settings: SessionSettings, out: SessionOut) {
    this.#settings = settings;
    this.#out = out;
    this.#splitter = new BoardSplitter({ frame: (command, body) => this.#frame(command, body), pass: (message) => this.#firmata(message) });
  }

  get clock(): BoardClock {
    return this.#talk.clock;
  }
  /** Broken messages so far. */
  get broken(): number {
    return this.#splitter.broken;
  }

  /** The port is open. What was known of the board is not known any more, but for its constants. */
  open(now: number): void {
    this.#now = now;
    this.#splitter.reset();
    this.#who.open();
    this.#firmware = '';
    this.#silence.opened(now);
    this.#begin();
    this.#greet();
  }

  take(chunk: Uint8Array, now: number): void {
    this.#now = now;
    this.#splitter.push(chunk);
  }

  /** Somebody else has asked the board who it is: its answer is no start. */
  hasAsked(now: number): void {
    this.#who.hasAsked(now);
  }

  /** Asks what is due. To be called a few times a second while the port is open. */
  tick(now: number): void {
    this.#now = now;
    const more = this.#splitter.news();
    // Before it is known who speaks, garbage is the tail of what was said before, or of a boot loader.
    if (this.#who.ours || this.#who.foreign !== '') for (const [kind, count] of more) this.#say(`frame/${kind}`, count);
    this.#listen();
    if (now >= this.#next) this.#ask();
    if (!this.#who.ours || this.#restarts.looping(now)) return;
    const question = this.#talk.due(now);
    if (question) this.#out.send(question);
  }

  /** Whether what should come does come. */
  #listen(): void {
    const heartbeat = this.#streams ? heartbeatOf(this.#settings.stream, this.#constants) : undefined;
    const missing = this.#silence.missing(this.#now, this.#who.ours || this.#who.foreign !== '', heartbeat);
    if (missing === 'silent') this.#say(this.#splitter.broken > GARBAGE ? 'board/garbage' : 'board/silent');
    else if (missing === 'quiet') {
      this.#say('board/quiet');
      this.#who.open();
      this.#begin();
    } else if (missing === 'late') {
      // One corrupted byte on the way down can be Firmata's reset, which ends the stream; to set it again does no harm.
      this.#streams = false;
      this.#soon();
    }
  }

  /** A new epoch: nothing that was set on the board before is there. */
  #begin(): void {
    this.#talk.begin(this.#now);
    this.#own.reset();
    this.#sequences.clear();
    this.#streams = false;
    this.#silence.begin(this.#now);
    this.#flags = this.#settings.stream?.flags ?? 0;
    this.#mask = 0;
    this.#soon();
  }
  #soon(): void {
    this.#pause = AGAIN_MS;
    this.#next = this.#now;
  }
  #greet(): void {
    for (const question of this.#who.greeting(this.#now)) this.#out.send(question);
    this.#wait();
  }
  #wait(): void {
    this.#next = this.#now + this.#pause;
    this.#pause = Math.min(AGAIN_MAX_MS, this.#pause * 1.5);
  }

  /** Who are you? Send. What do your numbers mean? */
  #ask(): void {
    if (!this.#who.ours) {
      if (this.#who.foreign === '') this.#greet();
      return;
    }
    // A board that starts again and again is not asked for what may be what makes it do so.
    if (this.#restarts.looping(this.#now)) return;
    const { stream } = this.#settings;
    if (stream !== undefined && !this.#streams) {
      const set = { ...stream, flags: this.#flags, channels: this.#mask };
      this.#out.send(this.#mask === 0 ? frames.askStream() : frames.setStream(set));
    } else if (this.#constants === undefined) this.#out.send(frames.askConstants(this.#book.missing ?? 0));
    else return;
    this.#wait();
  }

  #frame(command: number, body: Uint8Array): void {
    const frame = frames.readFrame(command, body);
    if (typeof frame === 'string') {
      this.#say(frame === 'version' ? 'board/version' : frame === 'command' ? 'board/command' : 'frame/length', 1, `layout ${body[0]}`);
      return;
    }
    this.#silence.heard(this.#now);
    const met = this.#who.ours;
    this.#who.ours = true;
    if (!met) this.#soon();
    if (frame.kind === 'features') this.#features(frame);
    else if (frame.kind === 'clock') this.#clockAnswer(frame);
    else if (frame.kind === 'status') this.#status(frame, met);
    else if (frame.kind === 'stream') this.#streamAnswer(frame);
    else this.#page(frame);
    if (!met) this.#ask();
  }

  #status(status: frames.Status, met: boolean): void {
    const fresh = met && status.reason === 0 && !this.#silence.isOpening(this.#now);
    if (this.#sequences.wentBack('status', status.t_ms) || fresh) this.#restarted(status);
    for (const [code, count] of this.#sequences.since(status)) this.#say(code, count);
    this.#isRead(status.schema);
  }

  #clockAnswer(answer: frames.ClockAnswer): void {
    if (this.#sequences.wentBack('clock', answer.t_ms)) this.#restarted();
    this.#talk.take(answer, this.#now);
  }

  #streamAnswer(answer: frames.StreamAnswer): void {
    this.#soon();
    if (answer.result === 0) {
      this.#streams ||= this.#mask !== 0 && (answer.flags & frames.STREAM.on) !== 0;
      this.#mask = answer.channels;
      if (this.#streams) this.#isRead(answer.schema);
    } else if (answer.result === 3 && this.#flags & frames.STREAM.gate) {
      this.#flags &= ~frames.STREAM.gate; // a build without the model that could wake it
    } else {
      this.#say('board/refused');
      this.#next = this.#now + AGAIN_MAX_MS;
      return;
    }
    this.#ask();
  }

  #page(page: frames.ConstantsPage): void {
    const constants = this.#book.take(page);
    if (constants === 'length' || constants === 'schema') this.#say(constants === 'length' ? 'frame/length' : 'board/constants');
    else if (constants !== undefined) this.#learn(constants);
    this.#soon();
    this.#ask();
  }

  #learn(constants: Constants): void {
    this.#constants = constants;
    if (Number.parseInt(constants.version, 10) < 1) this.#say('board/old-firmware', 1, constants.version);
    this.#identify(`${constants.name} ${constants.version}`, true);
    this.#out.event({ kind: 'ready', constants });
  }

  /** Once each time the port is opened, and again when the board has become another. */
  #identify(firmware: string, ours: boolean): void {
    if (firmware === this.#firmware) return;
    this.#firmware = firmware;
    this.#out.event({ kind: 'identified', firmware, ours });
  }

  #features(frame: frames.Features): void {
    const constants = this.#constants;
    if (this.#sequences.wentBack(frame.channel, frame.t_ms)) this.#restarted();
    if (constants === undefined) return;
    if (!this.#isRead(frame.schema)) {
      this.#say('board/schema');
      return;
    }
    const channel = constants.channels[frame.channel];
    if (channel === undefined || !frames.isPossible(frame, { channels: constants.channels.length, n: constants.n })) {
      this.#say('board/value');
      return;
    }
    const missed = this.#sequences.missed(frame.channel, frame.seq);
    if (missed === 'again') return;
    this.#say('board/gap', missed);
    if (frame.flags & frames.FLAG.clipped) this.#say('board/clipped');
    this.#silence.measured(this.#now);
    const features = featuresOf(frame, constants, channel);
    this.#out.measured({ index: frame.channel, channel, features, at: this.#timeOf(frame.t_ms) });
  }

  #timeOf(t_ms: number): number {
    if (this.#settings.time === 'board') return this.#own.at(t_ms, this.#now);
    // Nothing is measured after it has arrived, whatever the clocks say.
    return Math.min(this.#now, this.clock.at(t_ms) ?? this.#now);
  }

  /** Whether the constants are those of this schema; if not they are asked for again. */
  #isRead(schema: number): boolean {
    if (this.#constants === undefined) return false;
    if (this.#constants.schema === schema) {
      this.#identify(`${this.#constants.name} ${this.#constants.version}`, true);
      return true;
    }
    this.#constants = undefined;
    this.#book.clear();
    this.#soon();
    return false;
  }

  #restarted(status?: frames.Status): void {
    this.#tellRestart(status && frames.causeOf(status.cause));
    this.#begin();
    if (status) this.#sequences.wentBack('status', status.t_ms);
    this.#out.event({ kind: 'restarted' });
  }
  #tellRestart(cause: string | undefined): void {
    const looped = this.#restarts.looping(this.#now);
    this.#restarts.note(this.#now);
    if (this.#restarts.looping(this.#now)) this.#say('board/reset-loop', looped ? 0 : 1, cause);
    else this.#say('board/restarted', 1, cause);
  }

  #firmata(message: Uint8Array): void {
    switch (this.#who.hear(message, this.#now)) {
      case 'suspicious':
        this.#out.send(frames.askStatus());
        break;
      case 'candidate':
        this.#greet();
        break;
      case 'foreign':
        this.#identify(this.#who.foreign, false);
        if (this.#settings.foreign === 'trouble') this.#say('board/foreign', 1, this.#firmware);
        break;
      case 'restarted':
        this.#tellRestart(undefined);
        this.#out.event({ kind: 'restarted' });
        break;
      case 'nothing':
    }
    this.#out.pass(message);
  }

  #say(code: BoardFault, count = 1, about?: string): void {
    if (count > 0) this.#out.fault(faultOf(code, about), count);
  }
}
