// Makes the mutants of a module: each a small change of one expression or statement. All are in one instrumented
// text; a number selects the active one.

import {parseSync} from 'vite';

/** Must exist before the instrumented text runs: tells whether a mutant is active. */
export const SWITCH = 'globalThis.mutantInForce';

const BINARY = {
	'<': ['<='],
	'<=': ['<'],
	'>': ['>='],
	'>=': ['>'],
	'===': ['!=='],
	'!==': ['==='],
	'==': ['!='],
	'!=': ['=='],
	'+': ['-'],
	'-': ['+'],
	'*': ['/'],
	'/': ['*'],
	'%': ['*'],
	'**': ['*'],
	'&': ['|'],
	'|': ['&'],
	'<<': ['>>'],
	'>>': ['<<'],
	'>>>': ['<<'],
};
const LOGICAL = {'&&': '||', '||': '&&'};
const ASSIGNMENT = {'+=': '-=', '-=': '+=', '*=': '/=', '/=': '*=', '||=': '&&=', '&&=': '||=', '|=': '&=', '&=': '|='};

/** Parts of a node with types or names, which do not run. */
const SKIPPED_KEYS = new Set([
	'typeAnnotation',
	'typeArguments',
	'typeParameters',
	'returnType',
	'superTypeArguments',
	'implements',
	'parent',
	'decorators',
]);
const RUNNING_TYPES = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string';
const isText = (node) =>
	(node.type === 'Literal' && typeof node.value === 'string') ||
	node.type === 'TemplateLiteral' ||
	(node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)));
const isPlainLiteral = (node) => node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');

const childrenOf = (node) =>
	Object.entries(node).flatMap(([key, value]) => {
		if (SKIPPED_KEYS.has(key)) return [];
		return (Array.isArray(value) ? value : [value]).filter(isNode).map((child) => ({key, child}));
	});

/** `0x12_34` → `0x00_34`, `0x12_00`: a mask that passes one byte less. */
const withoutOneByte = (raw) => {
	const bytes = raw.slice(2).split('_');
	return bytes.flatMap((byte, index) => (/^0+$/.test(byte) ? [] : [`0x${bytes.with(index, '0'.repeat(byte.length)).join('_')}`]));
};

/** The parts of a node that run: not types, declared names or imports. */
const runs = (parent, key, child) => {
	if (child.type.startsWith('TS') && !RUNNING_TYPES.has(child.type)) return false;
	if (child.type === 'ImportDeclaration' || child.type === 'ExportAllDeclaration') return false;
	if (key === 'key' && parent.computed !== true) return false;
	if (key === 'property' && parent.type === 'MemberExpression' && parent.computed !== true) return false;
	return true;
};

/** The changes of one node, as replacement texts. */
const changesOf = (node, text, {parent, key, depth}) => {
	const of = (part) => text.slice(part.start, part.end);
	const changes = [];
	const add = (kind, replacement) => changes.push({kind, replacement});
	switch (node.type) {
		case 'BinaryExpression':
			if (node.operator === '+' && isText(node)) break;
			for (const operator of BINARY[node.operator] ?? []) {
				const kind =
					/[<>]=?$/.test(node.operator) && node.operator.length < 3 && !/<<|>>/.test(node.operator)
						? 'boundary'
						: /=/.test(node.operator)
							? 'condition'
							: 'arithmetic';
				add(kind, `${of(node.left)} ${operator} ${of(node.right)}`);
			}

			break;
		case 'LogicalExpression':
			// In brackets, because `??` cannot be mixed with other operators.
			if (node.operator === '??') add('condition', of(node.right));
			else add('condition', `(${of(node.left)}) ${LOGICAL[node.operator]} (${of(node.right)})`);
			break;
		case 'UnaryExpression':
			if (node.operator === '!' || node.operator === '-') add(node.operator === '!' ? 'condition' : 'arithmetic', of(node.argument));
			break;
		case 'UpdateExpression': {
			const operator = node.operator === '++' ? '--' : '++';
			add('arithmetic', node.prefix ? `${operator}${of(node.argument)}` : `${of(node.argument)}${operator}`);
			break;
		}

		case 'AssignmentExpression':
			if (ASSIGNMENT[node.operator] !== undefined && !isText(node.right)) {
				add('arithmetic', `${of(node.left)} ${ASSIGNMENT[node.operator]} ${of(node.right)}`);
			}
			break;
		case 'Literal':
			if (typeof node.value === 'boolean') add('literal', String(!node.value));
			else if (depth > 0 && (node.value === 0 || node.value === 1)) add('literal', node.value === 0 ? '1' : '0');
			else if (/^0x[\da-f_]+$/i.test(node.raw)) for (const mask of withoutOneByte(node.raw)) add('literal', mask);
			else if (depth > 0 && (node.value === 0n || node.value === 1n)) add('literal', node.value === 0n ? '1n' : '0n');
			break;
		default:
	}

	if (key === 'test' && parent.type !== 'SwitchCase' && node.type !== 'Literal') {
		if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') add('condition', 'true');
		add('condition', 'false');
	}

	const isReturned =
		(key === 'argument' && parent.type === 'ReturnStatement') || (key === 'body' && parent.type === 'ArrowFunctionExpression');
	if (isReturned && node.type !== 'BlockStatement' && !isPlainLiteral(node)) add('return', 'undefined');
	if (key === 'expression' && parent.type === 'ExpressionStatement') {
		const call = node.type === 'AwaitExpression' ? node.argument : node;
		if (call.type === 'CallExpression' && call.callee.type !== 'Super') add('dropped call', 'undefined');
		if (node.type === 'AssignmentExpression') add('dropped assignment', 'undefined');
	}

	return changes;
};

const nameOf = (node, parent) => {
	if (node.type === 'FunctionDeclaration') return node.id?.name;
	if (parent?.type === 'VariableDeclarator') return parent.id.name;
	if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
		return parent.key.type === 'PrivateIdentifier' ? `#${parent.key.name}` : parent.key.name;
	}
	return parent?.type === 'Property' ? parent.key.name : undefined;
};

const shortened = (text) => text.replaceAll(/\s+/g, ' ').trim();

/**
 * @param path of the module, for names only. @param first number of the first mutant. @returns the mutants, and
 * the text that contains all of them; an `id` stays the same while the text of its function does.
 */
export const mutantsOf = (path, text, first = 1) => {
	const parsed = parseSync(path, text, {lang: path.endsWith('x') ? 'tsx' : 'ts'});
	if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0].message}`);
	const mutants = [];
	const counts = new Map();
	const lineOf = (at) => text.slice(0, at).split('\n').length;

	const enlist = (node, name, {kind, replacement}) => {
		const words = `${path} ${name}: ${shortened(text.slice(node.start, node.end))} → ${kind.startsWith('dropped') ? '(dropped)' : shortened(replacement)}`;
		const count = (counts.get(words) ?? 0) + 1;
		counts.set(words, count);
		const number = first + mutants.length;
		mutants.push({number, path, line: lineOf(node.start), kind, id: count === 1 ? words : `${words} #${count}`});
		return number;
	};

	/** The node's text with all its mutants. */
	const instrument = (node, place) => {
		const isFunction = FUNCTIONS.has(node.type);
		const name = (isFunction ? nameOf(node, place.parent) : undefined) ?? place.name;
		const depth = place.depth + (isFunction ? 1 : 0);
		const changes = changesOf(node, text, place).map((change) => ({...change, number: enlist(node, name, change)}));
		let body = '';
		let at = node.start;
		const children = childrenOf(node)
			.filter(({key, child}) => runs(node, key, child))
			.toSorted((a, b) => a.child.start - b.child.start);
		for (const {key, child} of children) {
			if (child.start < at) continue;
			body += text.slice(at, child.start) + instrument(child, {parent: node, key, name, depth});
			// A shorthand property (`{a}`) is one text for two nodes.
			at = child.end;
		}

		body += text.slice(at, node.end);
		if (changes.length === 0) return body;
		return `(${changes.map(({number, replacement}) => `${SWITCH}(${number}) ? (${replacement}) : `).join('')}(${body}))`;
	};

	const program = parsed.program;
	const instrumented =
		text.slice(0, program.start) + instrument(program, {parent: undefined, key: '', name: 'module', depth: 0}) + text.slice(program.end);
	return {mutants, instrumented};
};
