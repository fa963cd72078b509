import {expect, test} from 'vitest';
import {ignoredSignals, type ProcessTraces} from '../../../source/commands/process/inherited-signals.js';

const NOTHING: ProcessTraces = {parentStatus: '', stdinInfo: '', started: undefined};
const parent = (name: string, ignored: string): string =>
	`Name:\t${name}\nUmask:\t0022\nSigBlk:\t0000000000000000\nSigIgn:\t${ignored}\nSigCgt:\t0000000000000003\n`;
const stdin = (flags: string): string => `pos:\t0\nflags:\t${flags}\nmnt_id:\t1\n`;

test.each<[string, Partial<ProcessTraces>, readonly string[]]>([
	['nothing is known', {}, []],
	['the shell ignores a hang-up', {parentStatus: parent('bash', '0000000000000001')}, ['SIGHUP']],
	['the shell ignores an interrupt', {parentStatus: parent('dash', '0000000000000002')}, ['SIGINT']],
	['the shell ignores both, and what shells ignore for themselves', {parentStatus: parent('sh', '0000000000384007')}, ['SIGHUP', 'SIGINT']],
	['what shells ignore for themselves is given on to nobody', {parentStatus: parent('bash', '0000000000384004')}, []],
	['tmux ignores much that its programs do not', {parentStatus: parent('tmux: server', '0000000000000003')}, []],
	['nohup was started from a terminal', {stdinInfo: stdin('0100001')}, ['SIGHUP']],
	['stdin is read from', {stdinInfo: stdin('0100000')}, []],
	['stdin is a terminal', {stdinInfo: stdin('0100002')}, []],
	['the shell started nohup', {started: '/usr/bin/nohup'}, ['SIGHUP']],
	['the shell started us', {started: '/usr/bin/node'}, []],
])('%s', (_, traces, expected) => {
	expect([...ignoredSignals({...NOTHING, ...traces})]).toEqual(expected);
});
