"""Who is accused, who was called, what the hall left over"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('employer_checks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source', sa.Enum('register', 'tax_office', 'commune', 'on_file', 'visit', name='callsource', native_enum=False, length=32), nullable=True))
        batch_op.add_column(sa.Column('number_ct', sa.LargeBinary(), nullable=True))

    with op.batch_alter_table('employer_claims', schema=None) as batch_op:
        batch_op.add_column(sa.Column('phone_ct', sa.LargeBinary(), nullable=True))

    with op.batch_alter_table('employers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('phone_from_firm', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('employers', schema=None) as batch_op:
        batch_op.alter_column('phone_from_firm', existing_type=sa.Boolean(), server_default=None)
    # Who signed up and still waits typed the number themselves.
    op.execute("UPDATE employers SET phone_from_firm = true WHERE state = 'pending'")

    with op.batch_alter_table('hall_actions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('settlement', sa.Enum('taken_over', 'dropped', name='settlement', native_enum=False, length=32), nullable=True))

    with op.batch_alter_table('rights_requests', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_rights_requests_about_id_users'), 'users', ['about_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('rights_requests', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_rights_requests_about_id_users'), type_='foreignkey')
        batch_op.drop_column('about_id')

    with op.batch_alter_table('hall_actions', schema=None) as batch_op:
        batch_op.drop_column('settlement')

    with op.batch_alter_table('employers', schema=None) as batch_op:
        batch_op.drop_column('phone_from_firm')

    with op.batch_alter_table('employer_claims', schema=None) as batch_op:
        batch_op.drop_column('phone_ct')

    with op.batch_alter_table('employer_checks', schema=None) as batch_op:
        batch_op.drop_column('number_ct')
        batch_op.drop_column('source')
