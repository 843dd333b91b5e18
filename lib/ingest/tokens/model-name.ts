import { slugOf } from "@/lib/kernel/slug";
import type { TokenProvider } from "./providers";

/** Words in the name of a model that sells something else than text tokens, or tokens of a customer's own model. */
const OTHER_GOODS = new Set(
  "embed embedding embeddings moderation guard audio tts asr speech transcribe whisper realtime live livetranslate omni voxtral image imagine imagen video ocr ft".split(
    " ",
  ),
);
/** A name that stands for whichever model is newest: its price moves when the model behind it is another one. */
const MOVING = /-latest(-|$)/;
const DATED = /-(?:20\d{6}|20\d{2}-\d{2}-\d{2})$/;

/** The key of a model that a provider is tracked for, or why this one is not. `id` is the source's, without prefix. */
export function modelNamed({ family }: TokenProvider, id: string): { model: string } | { passed: string } {
  if (!family.test(id)) return { passed: "model not tracked at this provider" };
  if (id.split(/[^a-z0-9]+/i).some((word) => OTHER_GOODS.has(word.toLowerCase())))
    return { passed: "another good than text tokens" };
  if (MOVING.test(id)) return { passed: "a name whose model moves" };
  const model = slugOf(id.slice(id.lastIndexOf("/") + 1));
  return model ? { model } : { passed: "model not tracked at this provider" };
}

/** The key of the model of which this one is a dated version (`claude-haiku-4-5-20251001`); null where it is none. */
export function undatedModel(model: string): string | null {
  return DATED.test(model) ? model.replace(DATED, "") : null;
}
