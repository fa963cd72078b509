/** The same random cases in every run, so that a failure can be repeated; another seed explores. */

import {tmpdir} from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';

// The program under test must not write the user's state and log.
process.env['XDG_STATE_HOME'] = path.join(tmpdir(), 'mm-tui-test-state');

fc.configureGlobal({seed: Number(process.env['MM_TUI_FUZZ_SEED'] ?? 20_261_120)});
