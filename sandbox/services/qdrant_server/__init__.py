"""The part of Qdrant's REST API that `@qdrant/js-client-rest` needs, on Qdrant's own engine in this process."""
