/**
 * The table's keys as CreateTable, CloudFormation and the CDK take them: one partition per owner, notes in it sorted by id. There is no
 * index; nothing else needs to be defined.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const notesTableSchema = {
  KeySchema: [
    { AttributeName: 'userId', KeyType: 'HASH' },
    { AttributeName: 'noteId', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'userId', AttributeType: 'S' },
    { AttributeName: 'noteId', AttributeType: 'S' },
  ],
} as const;

/** The IAM actions that DynamoDbNoteRepository needs on the table, and no others. Scan is not among them. */
export const notesTableActions = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:Query',
] as const;
