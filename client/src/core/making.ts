/** Applying presets and copying: what would be made is looked at, then made once and whole. */

import type {
  MakingChoices,
  MakingDone,
  MakingPlan,
  MakingRequest,
  PresetsFor,
} from './contract.gen.ts';
import { DeskService } from './desk-service.ts';
import type { Session } from './session.ts';

export type {
  MakingChoices,
  MakingDone,
  MakingLink,
  MakingPlan,
  MakingRequest,
  MakingRow,
  PresetOffer,
  PresetsFor,
} from './contract.gen.ts';

interface MakingCalls {
  presets(customer: string): Promise<PresetsFor>;
  lay(request: MakingRequest): Promise<MakingPlan>;
  carry_out(
    request: MakingRequest,
    choices: MakingChoices,
    mark: string,
    idempotencyKey: string,
  ): Promise<MakingDone>;
}

export class MakingService extends DeskService<MakingCalls> {
  constructor(session: Session) {
    super(session, 'making');
  }

  async presets(customer: string): Promise<PresetsFor> {
    await this.present();
    return await this.calls.presets(customer);
  }

  async lay(request: MakingRequest): Promise<MakingPlan> {
    await this.present();
    return await this.calls.lay(request);
  }

  /** `key` names the request: asked again after a broken line, it is done once. */
  async carryOut(
    request: MakingRequest,
    choices: MakingChoices,
    mark: string,
    key: string,
  ): Promise<MakingDone> {
    return await this.calls.carry_out(request, choices, mark, key);
  }
}
