<!DOCTYPE html>
<html><head><title>404 Not Found</title></head><body>FindProxyForURL</body></html>
