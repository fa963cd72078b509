import {describe, expect, it, vi} from 'vitest';
import {UsageError} from '../../source/commands/process/exit-code.js';
import {parseCommandLine} from '../../source/commands/flags.js';

const parse = (line: string) => {
	const {command, flags, help, version} = parseCommandLine(line === '' ? [] : line.split(' '));
	return {command, help, version, flags: Object.fromEntries([...flags].map(([name, {text}]) => [name, text]))};
};

const failure = (...argv: string[]): string => {
	try {
		parseCommandLine(argv);
	} catch (error) {
		expect(error).toBeInstanceOf(UsageError);
		return (error as Error).message;
	}

	throw new Error('nothing was wrong');
};

const origin = (...argv: string[]) => [...parseCommandLine(argv).flags.values()].map((value) => value.origin);

describe('parseCommandLine', () => {
	it.each([
		['', 'screen', {}],
		['feed', 'feed', {}],
		['paths --config x.yaml', 'paths', {config: 'x.yaml'}],
		['stream -s ethusdt', 'stream', {symbol: 'ethusdt'}],
		['-s ethusdt stream', 'stream', {symbol: 'ethusdt'}],
		['stream -sethusdt', 'stream', {symbol: 'ethusdt'}],
		['stream --symbol=ethusdt', 'stream', {symbol: 'ethusdt'}],
		['stream --demo --only book', 'stream', {demo: 'true', only: 'book'}],
		['--demo stream', 'stream', {demo: 'true'}],
		['--inventory -0.5', 'screen', {inventory: '-0.5'}],
		['--inventory=-0.5', 'screen', {inventory: '-0.5'}],
		['--no-market-maker', 'screen', {'market-maker': 'false'}],
		['--market-maker', 'screen', {'market-maker': 'true'}],
		['--no-color', 'screen', {color: 'never'}],
		['--no-demo', 'screen', {demo: 'false'}],
		['-s a -s b', 'screen', {symbol: 'b'}],
		['--demo --no-demo', 'screen', {demo: 'false'}],
		['stream --', 'stream', {}],
		['-- stream', 'stream', {}],
		['--symbol=--x', 'screen', {symbol: '--x'}],
		['--symbol=a=b', 'screen', {symbol: 'a=b'}],
		['-s=a', 'screen', {symbol: 'a'}],
		['-s -5', 'screen', {symbol: '-5'}],
		['--inventory -.5 stream', 'stream', {inventory: '-.5'}],
		['--inventory -0,5', 'screen', {inventory: '-0,5'}],
		['--inventory -1e-3', 'screen', {inventory: '-1e-3'}],
		['--inventory -1 --inventory 2', 'screen', {inventory: '2'}],
		['--config -', 'screen', {config: '-'}],
		['--symbol true', 'screen', {symbol: 'true'}],
		['--no-color --color 256', 'screen', {color: '256'}],
		['--color 256 --no-color', 'screen', {color: 'never'}],
		['--no-market-maker --market-maker', 'screen', {'market-maker': 'true'}],
		['--rest-url a --rest-url b feed', 'feed', {'rest-url': 'b'}],
		['--symbol toString --demo', 'screen', {symbol: 'toString', demo: 'true'}],
	])('%j', (line, command, flags) => {
		expect(parse(line)).toEqual({command, flags, help: false, version: false});
	});

	it.each([
		['--help', 'screen'],
		['-h', 'screen'],
		['help', 'screen'],
		['stream --help', 'stream'],
		['--help stream', 'stream'],
		['help stream', 'stream'],
		['stream -h --levels', 'stream'],
		['feed --bogus --help', 'feed'],
		['--bogus feed --help', 'feed'],
		['feed --demo --demo.x --help', 'feed'],
		['--help --_.x --_ --__proto__.x --constructor', 'screen'],
		['--help --demo=maybe -s', 'screen'],
	])('gives help for %j', (line, command) => {
		expect(parse(line)).toMatchObject({command, help: true});
	});

	it('names the flag as it was typed last', () => {
		expect(origin('--symbol', 'a', '-s', 'b')).toEqual([{kind: 'flag', flag: '-s'}]);
		expect(origin('-s=b', '--symbol=a')).toEqual([{kind: 'flag', flag: '--symbol'}]);
		expect(origin('--demo', '--no-demo')).toEqual([{kind: 'flag', flag: '--no-demo'}]);
	});

	it('prints nothing and ends nothing', () => {
		const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error'), vi.spyOn(process, 'exit')];
		for (const line of ['--help', '--version', 'help stream', '--bogus --help', '-V x']) {
			try {
				parse(line);
			} catch {
				// Nothing but the returned value may have an effect.
			}
		}

		for (const spy of spies) expect(spy).not.toHaveBeenCalled();
		vi.restoreAllMocks();
	});

	it('knows --version everywhere', () => {
		expect(parse('--version')).toMatchObject({version: true});
		expect(parse('exchange -V')).toMatchObject({command: 'exchange', version: true});
	});
});

describe('what cannot be followed', () => {
	it.each([
		[['strem'], '"strem" is not a command; did you mean stream? (A symbol is given with --symbol, -s.)'],
		[['btcusdt'], /"btcusdt" is not a command; did you mean \w+\? \(A symbol is given with --symbol, -s\.\)/],
		[['backtest'], /"backtest" is not a command/],
		[['screen'], /"screen" is not a command/],
		[['constructor'], /"constructor" is not a command/],
		[['--', '--demo'], /"--demo" is not a command/],
		[['stream', 'btcusdt'], '"btcusdt" is one word too many; stream takes options only'],
		[['ev\u001B[31mil'], /"evil" is not a command/],
		[['--symbl', 'x'], '--symbl is not an option; did you mean --symbol?'],
		[['stream', '--lvels=3'], '--lvels is not an option; did you mean --levels?'],
		[['--no-symbol'], '--no-symbol is not an option; did you mean --symbol?'],
		[['--no-market-makr'], '--no-market-makr is not an option; did you mean --no-market-maker?'],
		[['--__proto__', 'x'], /--__proto__ is not an option/],
		[['--recrd', 'x'], /--recrd is not an option; did you mean --record/],
		[['replay', 'x', '--order-size', '1'], /--order-size would change what was recorded; .*backtest/],
		[['-x'], /-x is not an option; did you mean --help\?/],
		[['-d'], '-d is not an option; did you mean --demo?'],
		[['feed', '--levels', '5'], '--levels is an option of stream and replay, not of feed'],
		[['--only', 'book'], '--only is an option of stream and replay, not of the screen'],
		[['exchange', '--demo'], /--demo is an option of the screen and feed and stream and record and replay, not of exchange/],
		[['--symbol'], '--symbol needs a value: --symbol SYMBOL'],
		[['-s'], '-s needs a value: -s SYMBOL'],
		[['--symbol='], '--symbol needs a value: --symbol SYMBOL'],
		[['--symbol', '--demo'], '--symbol needs a value: --symbol SYMBOL'],
		[['--demo=yes'], '--demo takes no value'],
		[['--no-demo=yes'], '--no-demo takes no value'],
		[['--help=yes'], '--help takes no value'],
		[['--demo', 'true'], '--demo takes no value'],
		[['--no-demo', 'true'], '--no-demo takes no value'],
		[['--demo=true'], '--demo takes no value'],
		[['--demo='], '--demo takes no value'],
		[['--demo', 'yes'], /"yes" is not a command/],
		[['-s', 'a', '-s'], '-s needs a value: -s SYMBOL'],
		[['-s='], '-s needs a value: -s SYMBOL'],
		[['--symbol', ''], '--symbol needs a value: --symbol SYMBOL'],
		[['--symbol=', 'stream'], '--symbol needs a value: --symbol SYMBOL'],
		[['--symbol', '--', 'stream'], '--symbol needs a value: --symbol SYMBOL'],
		[['--color', '--fps', '5'], '--color needs a value: --color MODE'],
		[['--restUrl', 'x'], '--restUrl is not an option; did you mean --rest-url?'],
		[['--s', 'x'], '--s is not an option; did you mean --symbol?'],
		[['--demo.x', '1'], '--demo.x is not an option; did you mean --demo?'],
		[['-demo'], '-demo is not an option; did you mean --demo?'],
		[['-5x'], /-5x is not an option/],
		[['--no-help'], /--no-help is not an option/],
		[['-'], /"-" is not a command/],
	])('%j', (argv, message) => {
		if (typeof message === 'string') expect(failure(...argv)).toBe(message);
		else expect(failure(...argv)).toMatch(message);
	});
});
