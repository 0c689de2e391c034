import * as z from 'zod/mini';
import { createNoteBody, replaceNoteBody } from './schemas.ts';

/** A gateway model. API Gateway takes JSON Schema draft 4 and alphanumeric names. */
export interface Model {
  readonly name: ModelName;
  readonly contentType: 'application/json';
  readonly schema: Readonly<Record<string, unknown>>;
}

export type ModelName = 'JsonObject' | 'NoteCreateModel' | 'NoteReplaceModel' | 'Success';

function model(name: ModelName, title: string, schema: z.core.$ZodType): Model {
  return {
    name,
    contentType: 'application/json',
    schema: { title, ...z.toJSONSchema(schema, { target: 'draft-04' }) },
  };
}

export const MODELS: Readonly<Record<ModelName, Model>> = {
  NoteCreateModel: model('NoteCreateModel', 'Note Create Model', createNoteBody),
  NoteReplaceModel: model('NoteReplaceModel', 'Note Replace Model', replaceNoteBody),
  JsonObject: model('JsonObject', 'JSON Object', z.looseObject({})),
  Success: model('Success', 'Success Schema', z.object({ message: z.string() })),
};
