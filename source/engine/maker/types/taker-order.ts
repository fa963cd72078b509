import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side} from '../../../domain/units.js';

/** An order that takes what is offered up to its price. */
export type TakerOrder = {readonly side: Side; readonly priceUnits: PriceUnits; readonly qtyLots: OwnLots};
