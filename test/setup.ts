/** The same random cases in every run, so that a red run can be repeated; another seed explores. */

import * as fc from 'fast-check';

fc.configureGlobal({seed: Number(process.env['MM_TUI_FUZZ_SEED'] ?? 20_261_120)});
