"""Who sponsors, which trade, how many hours"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('pledges', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sponsor_name', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('trade', sa.String(length=80), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('hours', sa.BigInteger(), nullable=True))
        batch_op.create_check_constraint(batch_op.f('ck_pledges_hours_positive'), 'hours IS NULL OR hours > 0')
    with op.batch_alter_table('pledges', schema=None) as batch_op:
        batch_op.alter_column('sponsor_name', existing_type=sa.String(length=120), server_default=None)
        batch_op.alter_column('trade', existing_type=sa.String(length=80), server_default=None)

    with op.batch_alter_table('sponsorships', schema=None) as batch_op:
        batch_op.add_column(sa.Column('agreed_witness', sa.String(length=120), nullable=False, server_default=''))
    with op.batch_alter_table('sponsorships', schema=None) as batch_op:
        batch_op.alter_column('agreed_witness', existing_type=sa.String(length=120), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('sponsorships', schema=None) as batch_op:
        batch_op.drop_column('agreed_witness')

    with op.batch_alter_table('pledges', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_pledges_hours_positive'), type_='check')
        batch_op.drop_column('hours')
        batch_op.drop_column('trade')
        batch_op.drop_column('sponsor_name')
