"""Which addresses on the network are open to the world: for whatever speaks to a server that others chose."""

import ipaddress

# RFC 6052: an IPv6 address that hides any IPv4 address, also a private one.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is open to the world: no private, loopback, link-local or translated one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour or ip.teredo or ip in _TRANSLATED:
            return False
    return ip.is_global and not ip.is_multicast
