"""What every database must do for the store. A database's own tests inherit this class."""

from tests.store.contracts.accounts import AccountContract
from tests.store.contracts.feeds import FeedContract
from tests.store.contracts.leases import LeaseContract
from tests.store.contracts.queue import QueueContract


class StoreContract(QueueContract, LeaseContract, FeedContract, AccountContract):
    """All of it."""
