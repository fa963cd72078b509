/** Lines into segments, whatever the drive does. */

import {describe, expect, test} from 'vitest';
import {codeOf} from '../../../source/domain/error-code.js';
import {headText} from '../../../source/recording/log/record-text.js';
import {openRecording, recordsOf, type Damage} from '../../../source/recording/log/recording-reader.js';
import {RecordingWriter} from '../../../source/recording/log/recording-writer.js';
import type {LogRecord} from '../../../source/recording/log/record.js';
import {nodeZstd} from '../../../source/recording/node-disk.js';
import {MemoryDisk} from '../../helpers/memory-disk.js';

const FOLDER = '/recordings/one';
const NAME = {venue: 'binance', symbol: 'BTCUSDT'};
const BY = {program: 'mm-tui 0.0.0', node: '24', demo: false};
const START_MICROS = Date.UTC(2026, 10, 30, 12) * 1000;

const opened = (disk: MemoryDisk, minFreeBytes = 0) => {
	const recording = new RecordingWriter({
		drive: {disk, zstd: nodeZstd, folder: FOLDER},
		by: BY,
		minFreeBytes,
		codeOf,
		id: 'one',
		createdMs: 0,
	});
	return {recording, ...recording.open({...NAME, configuration: {}})};
};

/** Ten lines a second, a frame each second. @returns the number of the last line. */
const write = ({recording, writer, lastN}: ReturnType<typeof opened>, lines: number, from = {micros: START_MICROS}): number => {
	for (let line = 1; line <= lines; line += 1) {
		const n = lastN + line;
		const [mono, wall] = [line * 100_000, from.micros + line * 100_000];
		writer.append({n, monoMicros: mono, wallMicros: wall}, `${headText(n, mono, wall)}"tick"}\n`, line * 100);
		if (line % 10 === 0) recording.flush(line * 100);
	}

	return lastN + lines;
};

const read = (disk: MemoryDisk): {readonly records: readonly LogRecord[]; readonly damage: readonly Damage[]} => {
	const drive = {disk, zstd: nodeZstd, folder: FOLDER};
	const damage: Damage[] = [];
	const records = openRecording(drive).logs.flatMap((log) => [...recordsOf(drive, log, (one) => damage.push(one))]);
	return {records, damage};
};

/** Of lines and of what holes name, which may be a line that is there all the same. */
const numbersOf = (records: readonly LogRecord[]): readonly number[] => {
	const numbers = records.flatMap((record) =>
		record.kind === 'hole' ? Array.from({length: record.lastN - record.firstN + 1}, (_, index) => record.firstN + index) : record.n,
	);
	return [...new Set(numbers)];
};

const upTo = (last: number): readonly number[] => Array.from({length: last}, (_, index) => index + 1);

test('what was written is read again, in segments that close at each full hour', () => {
	const disk = new MemoryDisk();
	const log = opened(disk);
	const last = write(log, 1000, {micros: START_MICROS + 3_550_000_000});
	log.recording.close(200_000);
	const {records, damage} = read(disk);
	expect(damage).toEqual([]);
	expect(records.map(({n}) => n)).toEqual(upTo(last));
	const {manifest} = openRecording({disk, zstd: nodeZstd, folder: FOLDER});
	expect(manifest.segments.map(({file, firstN, lastN}) => [file, firstN, lastN])).toEqual([
		['log/venue=binance/symbol=BTCUSDT/000001.ndjson.zst', 1, 499],
		['log/venue=binance/symbol=BTCUSDT/000002.ndjson.zst', 500, 1000],
	]);
});

test('a second session in the same folder goes on with the numbers', () => {
	const disk = new MemoryDisk();
	const first = opened(disk);
	write(first, 30);
	first.recording.close(4000);
	const second = opened(disk);
	expect(second.lastN).toBe(30);
	write(second, 30);
	second.recording.close(4000);
	const {records, damage} = read(disk);
	expect([damage, records.map(({n}) => n)]).toEqual([[], upTo(60)]);
});

describe('killed at any moment', () => {
	test.each(Array.from({length: 60}, (_, index) => index))(
		'after %i lines nothing closed is unreadable and at most a second is missing',
		(lines) => {
			const disk = new MemoryDisk();
			write(opened(disk), lines);
			const left = disk.killed((lines % 7) / 7);
			const kept = read(left);
			expect(kept.damage).toEqual([]);
			expect(kept.records.length).toBeGreaterThanOrEqual(lines - 10);
			expect(kept.records.map(({n}) => n)).toEqual(upTo(kept.records.length));
			// And goes on, as if nothing had been.
			const again = opened(left);
			expect(again.lastN).toBe(kept.records.length);
			const last = write(again, 20);
			again.recording.close(3000);
			const all = read(left);
			expect([all.damage, all.records.map(({n}) => n)]).toEqual([[], upTo(last)]);
			expect(left.list(`${FOLDER}/log/venue=binance/symbol=BTCUSDT`).filter((file) => file.endsWith('.part'))).toEqual([]);
		},
	);
});

describe('a drive that fails', () => {
	test.each(Array.from({length: 120}, (_, index) => index + 1))('at its operation %i loses what a hole names and no more', (at) => {
		const disk = new MemoryDisk();
		let log: ReturnType<typeof opened>;
		disk.failing = {at: at + 4, times: (at % 3) + 1, code: ['ENOSPC', 'EIO', 'EROFS'][at % 3] ?? ''};
		try {
			log = opened(disk);
		} catch {
			return;
		}

		const last = write(log, 400);
		log.recording.flush(50_000);
		log.recording.close(50_000);
		// What a failed rename left open is closed by the next session.
		disk.failing = undefined;
		opened(disk).recording.close(0);
		const {records, damage} = read(disk);
		expect(damage).toEqual([]);
		const numbers = numbersOf(records);
		expect(numbers).toEqual(upTo(numbers.length));
		expect(numbers.length).toBeGreaterThanOrEqual(last - 10);
	});

	test('for long is tried again after 1, 2, 4 … 60 s, and the hole says why and from when to when', () => {
		const disk = new MemoryDisk();
		const log = opened(disk);
		disk.failing = {at: 20, times: 7, code: 'ENOSPC'};
		const last = write(log, 3000);
		log.recording.close(400_000);
		const {records, damage} = read(disk);
		expect(damage).toEqual([]);
		expect(numbersOf(records)).toEqual(upTo(last));
		const holes = records.filter((record) => record.kind === 'hole');
		expect(holes.map(({reason}) => reason)).toEqual(['disk-full']);
		expect(holes[0]?.fromMs).toBeLessThan(holes[0]?.toMs ?? 0);
	});

	test('with too little left is not filled', () => {
		const disk = new MemoryDisk();
		disk.free = 999;
		const log = opened(disk, 1000);
		write(log, 10);
		expect(log.recording.failure).toBe('disk-full');
		disk.free = 2000;
		write({...log, lastN: 10}, 100);
		expect(log.recording.failure).toBeUndefined();
		log.recording.close(50_000);
		expect(numbersOf(read(disk).records)).toEqual(upTo(110));
	});

	test('that is taken away is noticed within 10 s', () => {
		const disk = new MemoryDisk();
		const log = opened(disk);
		write(log, 20);
		disk.files.clear();
		for (let second = 3; second <= 12; second += 1) log.recording.flush(second * 1000);
		expect(log.recording.failure).toBe('folder-gone');
	});
});

test('a byte that changed is found, with its file and place', () => {
	const disk = new MemoryDisk();
	const log = opened(disk);
	write(log, 100);
	log.recording.close(20_000);
	const file = `${FOLDER}/log/venue=binance/symbol=BTCUSDT/000001.ndjson.zst`;
	const bytes = disk.files.get(file)?.bytes ?? new Uint8Array();
	for (let place = 0; place < bytes.length; place += 7) {
		bytes[place] = (bytes[place] ?? 0) ^ 0x10;
		const {damage, records} = read(disk);
		// The index has a count and times that no checksum covers: the digest of the file does.
		if (records.length !== 100) expect(damage[0]?.file).toBe('log/venue=binance/symbol=BTCUSDT/000001.ndjson.zst');
		bytes[place] = (bytes[place] ?? 0) ^ 0x10;
	}
});
