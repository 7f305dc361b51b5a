// Sends Microsoft Teams and the Optimize endpoints of Microsoft 365 DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  USGovGCCHigh 2026070100
//   preset         m365-optimize
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 6ef8f2b3423b465957cb05f567831c3a0434852861f414c5c4fb02849858e5bb
//   rules          8 host patterns DIRECT, 0 through the proxy; 19 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/USGovGCCHigh
//
// Not here by name, since nothing that asks a PAC file uses their ports: Teams set 7 (UDP 3478,
// 3479, 3480, 3481). Only a firewall can let them pass.

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "statics.teams.microsoft.com": pacgenDirect, // Teams set 21, Default, required
    "localhost.": pacgenDirect, // this computer
    "msteamsstatics.blob.core.usgovcloudapi.net": pacgenDirect, // Teams set 21, Default, required
    "gov.teams.microsoft.us": pacgenDirect, // Teams set 31, Allow, required
    "outlook.office365.us": pacgenDirect // Exchange set 1, Optimize, required
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".com": 1,
    ".microsoft.com": 1,
    ".teams.microsoft.com": 1,
    ".localhost": pacgenDirect, // this computer
    ".net": 1,
    ".usgovcloudapi.net": 1,
    ".core.usgovcloudapi.net": 1,
    ".blob.core.usgovcloudapi.net": 1,
    ".us": 1,
    ".microsoft.us": 1,
    ".teams.microsoft.us": 1,
    ".gov.teams.microsoft.us": pacgenDirect, // Teams set 31, Allow, required
    ".office365.us": 1,
    ".sharepoint.us": pacgenDirect // SharePoint set 9, Optimize, required
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x0d489000, 0x0d489fff, pacgenDirect], // 13.72.144.0/20: Teams set 7, Optimize, required; Teams set 31, Allow, required
    [0x14220800, 0x14220bff, pacgenDirect], // 20.34.8.0/22: SharePoint set 9, Optimize, required
    [0x1423d000, 0x1423dfff, pacgenDirect], // 20.35.208.0/20: Exchange set 1, Optimize, required
    [0x1423f000, 0x1423f7ff, pacgenDirect], // 20.35.240.0/21: Exchange set 1, Optimize, required
    [0x28421000, 0x284217ff, pacgenDirect], // 40.66.16.0/21: Exchange set 1, Optimize, required
    [0x347f5800, 0x347f5fff, pacgenDirect], // 52.127.88.0/21: Teams set 7, Optimize, required; Teams set 31, Allow, required
    [0x39100000, 0x39107fff, pacgenDirect], // 57.16.0.0/17: Teams set 7, Optimize, required; Teams set 31, Allow, required
    [0x68d42c00, 0x68d42fff, pacgenDirect], // 104.212.44.0/22: Teams set 7, Optimize, required; Teams set 31, Allow, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0xa9fe0000, 0xa9feffff, pacgenDirect] // 169.254.0.0/16: this link only
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2001:489a:2200:100::/56: Exchange set 1, Optimize, required
    ["2001489a220001", "2001489a220001g", pacgenDirect],
    // 2001:489a:2200:400::/56: Exchange set 1, Optimize, required
    ["2001489a220004", "2001489a220004g", pacgenDirect],
    // 2001:489a:2200:600::/56: Exchange set 1, Optimize, required
    ["2001489a220006", "2001489a220006g", pacgenDirect],
    // 2001:489a:2200:8000::/50: Exchange set 1, Optimize, required
    ["2001489a22008", "2001489a2200bg", pacgenDirect],
    // 2001:489a:2204:800::/63: SharePoint set 9, Optimize, required
    ["2001489a220408", "2001489a22040801g", pacgenDirect],
    // 2001:489a:2204:900::/63: SharePoint set 9, Optimize, required
    ["2001489a220409", "2001489a22040901g", pacgenDirect],
    // 2001:489a:2240::/44: Teams set 7, Optimize, required; Teams set 31, Allow, required
    ["2001489a224", "2001489a224g", pacgenDirect],
    // fe80::/10: this link only
    ["fe8", "febg", pacgenDirect]
];

function FindProxyForURL(url, host) {
    var name, code, route, rule, dot;
    if (!host) {
        return pacgenDefault;
    }
    name = host.toLowerCase();
    code = name.charCodeAt(name.length - 1);
    // Ends in a dot, a digit or "]": perhaps an address.
    if (code < 58 || code === 93) {
        if (code === 46) {
            name = name.substring(0, name.length - 1);
        }
        route = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
        if (route !== void 0) {
            return route || pacgenDefault;
        }
    }
    dot = name.lastIndexOf(".");
    if (dot < 0) {
        return pacgenPlain(name);
    }
    // From the top-level domain downwards, as long as there are rules below.
    route = pacgenDefault;
    do {
        rule = pacgenDomains[name.substring(dot)];
        if (!rule) {
            return route;
        }
        if (rule !== 1) {
            route = rule;
        }
        dot = dot > 0 ? name.lastIndexOf(".", dot - 1) : -1;
    } while (dot >= 0);
    return pacgenNames[name] || route;
}

// A host without a dot: an IPv6 literal (or what looks like one), a rule's host, an intranet name.
function pacgenPlain(name) {
    var rule;
    if (!name) {
        return pacgenDefault;
    }
    rule = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
    if (rule !== void 0 || name.indexOf(":") >= 0) {
        return rule || pacgenDefault;
    }
    return pacgenNames[name + "."] ||
        pacgenDirect;
}

// What the tables say of an IP literal, with or without brackets: 0 for nothing; undefined for
// anything that is no IP literal.
function pacgenAddress(name, ipv4, ipv6) {
    var key = pacgenNumber(name);
    if (key < 0 && name.charAt(0) === "[" && name.charAt(name.length - 1) === "]") {
        name = name.substring(1, name.length - 1);
        key = pacgenNumber(name);
    }
    if (key >= 0) {
        return pacgenFind(ipv4, key);
    }
    key = name.indexOf(":") >= 0 && pacgenExpand(name);
    return key ? pacgenFind(ipv6, key) : void 0;
}

// An IPv4 address as a number; -1 for anything else, other ways to write one among it.
function pacgenNumber(text) {
    var parts;
    if (!/^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(text)) {
        return -1;
    }
    parts = text.split(".");
    return ((parts[0] * 256 + +parts[1]) * 256 + +parts[2]) * 256 + +parts[3];
}

// An IPv6 address as 32 hexadecimal digits; "" for anything else.
function pacgenExpand(text) {
    var colon = text.lastIndexOf(":"), tail, halves, left, right, end, group, digits = "", i;
    if (text.indexOf(".") >= 0) {
        tail = pacgenNumber(text.substring(colon + 1));
        if (tail < 0) {
            return "";
        }
        text = text.substring(0, colon + 1) + (tail >>> 16).toString(16) + ":" +
            (tail & 65535).toString(16);
    }
    halves = text.split("::");
    left = halves[0] ? halves[0].split(":") : [];
    right = halves[1] ? halves[1].split(":") : [];
    end = 8 - right.length;
    if (halves.length > 2 || (halves.length === 2 ? left.length >= end : left.length !== end)) {
        return "";
    }
    for (i = 0; i < 8; i += 1) {
        group = i < left.length ? left[i] : i < end ? "0" : right[i - end];
        if (!/^[0-9a-f]{1,4}$/.test(group)) {
            return "";
        }
        digits += "000".substring(group.length - 1) + group;
    }
    return digits;
}

// What the range says that holds key, by halving; 0 where none does.
function pacgenFind(ranges, key) {
    var low = 0, high = ranges.length, middle, range;
    while (low < high) {
        middle = (low + high) >> 1;
        range = ranges[middle];
        if (key < range[0]) {
            high = middle;
        } else if (key > range[1]) {
            low = middle + 1;
        } else {
            return range[2];
        }
    }
    return 0;
}
