// Sends Microsoft Teams and the Optimize endpoints of Microsoft 365 DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  China 2026073100
//   preset         m365-optimize
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 ac0df32e9b2c0e7ceaa38a167ceb4ff4a2b9356a55eb025f20a07dba9a7f3203
//   rules          5 host patterns DIRECT, 0 through the proxy; 23 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/China
//
// Not here by name, since nothing that asks a PAC file uses their ports: Teams set 3 (UDP 3478,
// 3479, 3480, 3481). Only a firewall can let them pass.

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "teams.microsoftonline.cn": pacgenDirect, // Teams set 19, Allow, required
    "partner.outlook.cn": pacgenDirect, // Exchange set 1, Optimize, required
    "localhost.": pacgenDirect // this computer
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".cn": 1,
    ".microsoftonline.cn": 1,
    ".teams.microsoftonline.cn": pacgenDirect, // Teams set 19, Allow, required
    ".outlook.cn": 1,
    ".localhost": pacgenDirect // this computer
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x28487c80, 0x28487c8f, pacgenDirect], // 40.72.124.128/28: Teams set 19, Allow, required
    [0x28498400, 0x284987ff, pacgenDirect], // 40.73.132.0/22: Exchange set 1, Optimize, required
    [0x2849a400, 0x2849a7ff, pacgenDirect], // 40.73.164.0/22: Exchange set 1, Optimize, required
    [0x2a9f2220, 0x2a9f226f, pacgenDirect], // 42.159.34.32/27, 42.159.34.64/27, 42.159.34.96/28: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0x2a9f2c00, 0x2a9f2fff, pacgenDirect], // 42.159.44.0/22: Exchange set 1, Optimize, required
    [0x2a9fa220, 0x2a9fa26f, pacgenDirect], // 42.159.162.32/27, 42.159.162.64/27, 42.159.162.96/28: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0x2a9fac00, 0x2a9fafff, pacgenDirect], // 42.159.172.0/22: Exchange set 1, Optimize, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0x9f1ba000, 0x9f1ba7ff, pacgenDirect], // 159.27.160.0/21: Teams set 3, Optimize, required; Teams set 19, Allow, required
    [0xa9fe0000, 0xa9feffff, pacgenDirect] // 169.254.0.0/16: this link only
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2406:e500:4010::/44: Exchange set 1, Optimize, required
    ["2406e500401", "2406e500401g", pacgenDirect],
    // 2406:e500:4030::/44, 2406:e500:4040::/44: Exchange set 1, Optimize, required
    ["2406e500403", "2406e500404g", pacgenDirect],
    // 2406:e500:4110::/44: Exchange set 1, Optimize, required
    ["2406e500411", "2406e500411g", pacgenDirect],
    // 2406:e500:4210::/44: Exchange set 1, Optimize, required
    ["2406e500421", "2406e500421g", pacgenDirect],
    // 2406:e500:4310::/44: Exchange set 1, Optimize, required
    ["2406e500431", "2406e500431g", pacgenDirect],
    // 2406:e500:4a00::/39: Teams set 3, Optimize, required; Teams set 19, Allow, required
    ["2406e5004a", "2406e5004bg", pacgenDirect],
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
