/** The same random cases in every run, so that a red run can be repeated; another seed explores. */

import {tmpdir} from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';

// What a test makes the program log and remember is nobody's state.
process.env['XDG_STATE_HOME'] = path.join(tmpdir(), 'mm-tui-test-state');

fc.configureGlobal({seed: Number(process.env['MM_TUI_FUZZ_SEED'] ?? 20_261_120)});
