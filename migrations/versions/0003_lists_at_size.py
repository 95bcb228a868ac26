"""Indexes of the lists that a whole province asks for"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('returnees', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_returnees_commune_code_return_date'))
        batch_op.create_index('ix_returnees_in_care', ['commune_code', 'erased_at', 'return_date'], unique=False)

    with op.batch_alter_table('suggestions', schema=None) as batch_op:
        batch_op.create_index('ix_suggestions_of_person', ['returnee_id', 'state', 'created_at'], unique=False)

    is_postgresql = op.get_context().dialect.name == 'postgresql'
    yes = 'true' if is_postgresql else '1'
    in_need = sa.text(f"needs_housing = {yes} OR CAST(needs AS TEXT) != '[]'")
    op.create_index('ix_returnees_in_need', 'returnees', ['return_date', 'commune_code'], unique=False, sqlite_where=in_need, postgresql_where=in_need)
    if is_postgresql:
        op.create_index('ix_returnees_latest_home', 'returnees', [sa.text('return_date DESC NULLS LAST'), 'id'], unique=False)


def downgrade() -> None:
    if op.get_context().dialect.name == 'postgresql':
        op.drop_index('ix_returnees_latest_home', table_name='returnees')
    op.drop_index('ix_returnees_in_need', table_name='returnees')
    with op.batch_alter_table('suggestions', schema=None) as batch_op:
        batch_op.drop_index('ix_suggestions_of_person')

    with op.batch_alter_table('returnees', schema=None) as batch_op:
        batch_op.drop_index('ix_returnees_in_care')
        batch_op.create_index(batch_op.f('ix_returnees_commune_code_return_date'), ['commune_code', 'return_date'], unique=False)
