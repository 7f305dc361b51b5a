// Sends Microsoft Teams and the Optimize and Allow endpoints of Microsoft 365 DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  Worldwide 2026081400
//   preset         m365-optimize-allow
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 74619bff01a70674e765ed89844b46632103ed6b774cf944ab3769a0e81317ae
//   rules          54 host patterns DIRECT, 2 through the proxy; 97 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/Worldwide
//
// Not here by name, since nothing that asks a PAC file uses their ports: Exchange set 2 (TCP 143,
// 587, 993, 995); Exchange set 10 (TCP 25); Teams set 11 (UDP 3478, 3479, 3480, 3481). Only a
// firewall can let them pass.

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "office.live.com": pacgenDirect, // Common set 46, Allow, required
    "cdn.odc.officeapps.live.com": pacgenDefault, // Common sets 91, 160, Default, required; not selected, though below *.officeapps.live.com
    "cdn.uci.officeapps.live.com": pacgenDefault, // Common set 160, Default, required; not selected, though below *.officeapps.live.com
    "compliance.microsoft.com": pacgenDirect, // Common set 64, Allow, required
    "defender.microsoft.com": pacgenDirect, // Common set 64, Allow, required
    "graph.microsoft.com": pacgenDirect, // Common set 56, Allow, required
    "login.microsoft.com": pacgenDirect, // Common set 56, Allow, required
    "purview.microsoft.com": pacgenDirect, // Common set 64, Allow, required
    "security.microsoft.com": pacgenDirect, // Common set 64, Allow, required
    "teams.microsoft.com": pacgenDirect, // Teams set 12, Allow, required
    "autologon.microsoftazuread-sso.com": pacgenDirect, // Common set 56, Allow, required
    "adminwebservice.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "becws.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "companymanager.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "login.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "ccs.login.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "device.login.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "login-us.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "logincert.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "loginex.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "passwordreset.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "api.passwordreset.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "provisioningapi.microsoftonline.com": pacgenDirect, // Common set 56, Allow, required
    "login.microsoftonline-p.com": pacgenDirect, // Common set 56, Allow, required
    "nexus.microsoftonline-p.com": pacgenDirect, // Common set 56, Allow, required
    "outlook.office.com": pacgenDirect, // Exchange set 1, Optimize, required
    "protection.office.com": pacgenDirect, // Common set 64, Allow, required
    "outlook.office365.com": pacgenDirect, // Exchange set 1, Optimize, required
    "join.secure.skypeassets.com": pacgenDirect, // Teams set 27, Default, required
    "adl.windows.com": pacgenDirect, // Teams set 19, Default, optional
    "account.activedirectory.windowsazure.com": pacgenDirect, // Common set 56, Allow, required
    "localhost.": pacgenDirect, // this computer
    "outlook.cloud.microsoft": pacgenDirect, // Exchange set 1, Optimize, required
    "teams.cloud.microsoft": pacgenDirect, // Teams set 12, Allow, required
    "aka.ms": pacgenDirect, // Teams set 17, Default, required
    "mlccdnprod.azureedge.net": pacgenDirect, // Teams set 27, Default, required
    "clientconfig.microsoftonline-p.net": pacgenDirect, // Common set 56, Allow, required
    "accounts.accesscontrol.windows.net": pacgenDirect, // Common set 56, Allow, required
    "graph.windows.net": pacgenDirect, // Common set 56, Allow, required
    "login.windows.net": pacgenDirect // Common set 56, Allow, required
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".com": 1,
    ".live.com": 1,
    ".officeapps.live.com": pacgenDirect, // Common set 46, Allow, required
    ".odc.officeapps.live.com": 1,
    ".uci.officeapps.live.com": 1,
    ".lync.com": pacgenDirect, // Teams set 12, Allow, required
    ".microsoft.com": 1,
    ".auth.microsoft.com": pacgenDirect, // Common set 56, Allow, required
    ".security.microsoft.com": pacgenDirect, // Common set 64, Allow, required
    ".teams.microsoft.com": pacgenDirect, // Teams set 12, Allow, required
    ".microsoftazuread-sso.com": 1,
    ".microsoftonline.com": 1,
    ".login.microsoftonline.com": 1,
    ".passwordreset.microsoftonline.com": 1,
    ".microsoftonline-p.com": 1,
    ".msftidentity.com": pacgenDirect, // Common set 56, Allow, required
    ".msidentity.com": pacgenDirect, // Common set 56, Allow, required
    ".office.com": 1,
    ".online.office.com": pacgenDirect, // Common set 46, Allow, required
    ".protection.office.com": pacgenDirect, // Common set 64, Allow, required
    ".office365.com": 1,
    ".outlook.com": 1,
    ".protection.outlook.com": pacgenDirect, // Exchange set 9, Allow, required
    ".sharepoint.com": pacgenDirect, // SharePoint set 31, Optimize, required
    ".skype.com": pacgenDirect, // Teams set 127, Default, required
    ".skypeassets.com": 1,
    ".secure.skypeassets.com": 1,
    ".windows.com": 1,
    ".windowsazure.com": 1,
    ".activedirectory.windowsazure.com": 1,
    ".localhost": pacgenDirect, // this computer
    ".microsoft": 1,
    ".cloud.microsoft": 1,
    ".teams.cloud.microsoft": pacgenDirect, // Teams set 12, Allow, required
    ".ms": 1,
    ".net": 1,
    ".azureedge.net": 1,
    ".microsoftonline-p.net": 1,
    ".windows.net": 1,
    ".accesscontrol.windows.net": 1,
    ".mediaservices.windows.net": 1,
    ".keydelivery.mediaservices.windows.net": pacgenDirect, // Teams set 16, Default, required
    ".streaming.mediaservices.windows.net": pacgenDirect // Teams set 16, Default, required
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x0d6b0698, 0x0d6b0699, pacgenDirect], // 13.107.6.152/31: Exchange set 1, Optimize, required
    [0x0d6b06ab, 0x0d6b06ab, pacgenDirect], // 13.107.6.171/32: Common set 46, Allow, required
    [0x0d6b06c0, 0x0d6b06c0, pacgenDirect], // 13.107.6.192/32: Common set 64, Allow, required
    [0x0d6b09c0, 0x0d6b09c0, pacgenDirect], // 13.107.9.192/32: Common set 64, Allow, required
    [0x0d6b120a, 0x0d6b120b, pacgenDirect], // 13.107.18.10/31: Exchange set 1, Optimize, required
    [0x0d6b120f, 0x0d6b120f, pacgenDirect], // 13.107.18.15/32: Common set 46, Allow, required
    [0x0d6b8000, 0x0d6b83ff, pacgenDirect], // 13.107.128.0/22: Exchange set 1, Optimize, required
    [0x0d6b8800, 0x0d6b8bff, pacgenDirect], // 13.107.136.0/22: SharePoint set 31, Optimize, required
    [0x0d6b8c06, 0x0d6b8c06, pacgenDirect], // 13.107.140.6/32: Common set 46, Allow, required
    [0x14142000, 0x14143fff, pacgenDirect], // 20.20.32.0/19: Common set 56, Allow, required
    [0x14be8000, 0x14bebfff, pacgenDirect], // 20.190.128.0/18: Common set 56, Allow, required
    [0x14e78000, 0x14e79fff, pacgenDirect], // 20.231.128.0/19: Common set 56, Allow, required
    [0x1767a000, 0x1767afff, pacgenDirect], // 23.103.160.0/20: Exchange set 1, Optimize, required
    [0x285c0000, 0x285dffff, pacgenDirect], // 40.92.0.0/15: Exchange set 9, Allow, required
    [0x28600000, 0x2869ffff, pacgenDirect], // 40.96.0.0/13, 40.104.0.0/15: Exchange set 1, Optimize, required
    [0x286b0000, 0x286bffff, pacgenDirect], // 40.107.0.0/16: Exchange set 9, Allow, required
    [0x286c8000, 0x286cffff, pacgenDirect], // 40.108.128.0/17: SharePoint set 31, Optimize, required
    [0x287e0000, 0x287e3fff, pacgenDirect], // 40.126.0.0/18: Common set 56, Allow, required
    [0x34600000, 0x3473ffff, pacgenDirect], // 52.96.0.0/14: Exchange set 1, Optimize, required; 52.100.0.0/14: Exchange set 9, Allow, required; 52.104.0.0/14: SharePoint set 31, Optimize, required; 52.108.0.0/14: Common set 46, Allow, required; 52.112.0.0/14: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x347a0000, 0x347bffff, pacgenDirect], // 52.122.0.0/15: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x34ee4e58, 0x34ee4e58, pacgenDirect], // 52.238.78.88/32: Exchange set 9, Allow, required
    [0x34f425a8, 0x34f425a8, pacgenDirect], // 52.244.37.168/32: Common set 46, Allow, required
    [0x682f0000, 0x682f7fff, pacgenDirect], // 104.47.0.0/17: Exchange set 9, Allow, required
    [0x68928000, 0x6892ffff, pacgenDirect], // 104.146.128.0/17: SharePoint set 31, Optimize, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0x83fd21d7, 0x83fd21d7, pacgenDirect], // 131.253.33.215/32: Exchange set 1, Optimize, required
    [0x84f50000, 0x84f5ffff, pacgenDirect], // 132.245.0.0/16: Exchange set 1, Optimize, required
    [0x96ab2000, 0x96ab23ff, pacgenDirect], // 150.171.32.0/22: Exchange set 1, Optimize, required
    [0x96ab2800, 0x96ab2bff, pacgenDirect], // 150.171.40.0/22: SharePoint set 31, Optimize, required
    [0xa9fe0000, 0xa9feffff, pacgenDirect], // 169.254.0.0/16: this link only
    [0xcc4fc5d7, 0xcc4fc5d7, pacgenDirect] // 204.79.197.215/32: Exchange set 1, Optimize, required
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2603:1006::/40: Exchange set 1, Optimize, required
    ["26031006", "2603100600g", pacgenDirect],
    // 2603:1006:1400::/40: Common set 46, Allow, required
    ["2603100614", "2603100614g", pacgenDirect],
    // 2603:1006:2000::/48: Common set 56, Allow, required
    ["260310062", "260310062000g", pacgenDirect],
    // 2603:1007:200::/48: Common set 56, Allow, required
    ["2603100702", "260310070200g", pacgenDirect],
    // 2603:1016::/36: Exchange set 1, Optimize, required
    ["26031016", "260310160g", pacgenDirect],
    // 2603:1016:1400::/48: Common set 56, Allow, required
    ["2603101614", "260310161400g", pacgenDirect],
    // 2603:1016:2400::/40: Common set 46, Allow, required
    ["2603101624", "2603101624g", pacgenDirect],
    // 2603:1017::/48: Common set 56, Allow, required
    ["26031017", "260310170000g", pacgenDirect],
    // 2603:1026::/36: Exchange set 1, Optimize, required
    ["26031026", "260310260g", pacgenDirect],
    // 2603:1026:2400::/40: Common set 46, Allow, required
    ["2603102624", "2603102624g", pacgenDirect],
    // 2603:1026:3000::/48: Common set 56, Allow, required
    ["260310263", "260310263000g", pacgenDirect],
    // 2603:1027::/48: Teams set 12, Allow, required; 2603:1027:1::/48: Common set 56, Allow, required
    ["26031027", "260310270001g", pacgenDirect],
    // 2603:1036::/36: Exchange set 1, Optimize, required
    ["26031036", "260310360g", pacgenDirect],
    // 2603:1036:2400::/40: Common set 46, Allow, required
    ["2603103624", "2603103624g", pacgenDirect],
    // 2603:1036:3000::/48: Common set 56, Allow, required
    ["260310363", "260310363000g", pacgenDirect],
    // 2603:1037::/48: Teams set 12, Allow, required; 2603:1037:1::/48: Common set 56, Allow, required
    ["26031037", "260310370001g", pacgenDirect],
    // 2603:1046::/36: Exchange set 1, Optimize, required
    ["26031046", "260310460g", pacgenDirect],
    // 2603:1046:1400::/40: Common set 46, Allow, required
    ["2603104614", "2603104614g", pacgenDirect],
    // 2603:1046:2000::/48: Common set 56, Allow, required
    ["260310462", "260310462000g", pacgenDirect],
    // 2603:1047::/48: Teams set 12, Allow, required; 2603:1047:1::/48: Common set 56, Allow, required
    ["26031047", "260310470001g", pacgenDirect],
    // 2603:1056::/36: Exchange set 1, Optimize, required
    ["26031056", "260310560g", pacgenDirect],
    // 2603:1056:1400::/40: Common set 46, Allow, required
    ["2603105614", "2603105614g", pacgenDirect],
    // 2603:1056:2000::/48: Common set 56, Allow, required
    ["260310562", "260310562000g", pacgenDirect],
    // 2603:1057::/48: Teams set 12, Allow, required
    ["26031057", "260310570000g", pacgenDirect],
    // 2603:1057:2::/48: Common set 56, Allow, required
    ["260310570002", "260310570002g", pacgenDirect],
    // 2603:1061:1300::/40: SharePoint set 31, Optimize, required
    ["2603106113", "2603106113g", pacgenDirect],
    // 2603:1063::/38: Teams set 11, Optimize, required; Teams set 12, Allow, required
    ["26031063", "2603106303g", pacgenDirect],
    // 2603:1063:2000::/38: Common set 46, Allow, required
    ["260310632", "2603106323g", pacgenDirect],
    // 2603:1063:6000::/35: SharePoint set 31, Optimize, required
    ["260310636", "260310637g", pacgenDirect],
    // 2620:1ec:4::152/128, 2620:1ec:4::153/128: Exchange set 1, Optimize, required
    ["262001ec000400000000000000000152", "262001ec000400000000000000000153", pacgenDirect],
    // 2620:1ec:4::192/128: Common set 64, Allow, required
    ["262001ec000400000000000000000192", "262001ec000400000000000000000192", pacgenDirect],
    // 2620:1ec:6::/48: Teams set 12, Allow, required
    ["262001ec0006", "262001ec0006g", pacgenDirect],
    // 2620:1ec:c::10/128, 2620:1ec:c::11/128: Exchange set 1, Optimize, required
    ["262001ec000c0000000000000000001", "262001ec000c00000000000000000011", pacgenDirect],
    // 2620:1ec:c::15/128: Common set 46, Allow, required
    ["262001ec000c00000000000000000015", "262001ec000c00000000000000000015", pacgenDirect],
    // 2620:1ec:d::10/128, 2620:1ec:d::11/128: Exchange set 1, Optimize, required
    ["262001ec000d0000000000000000001", "262001ec000d00000000000000000011", pacgenDirect],
    // 2620:1ec:40::/42: Teams set 12, Allow, required
    ["262001ec004", "262001ec007g", pacgenDirect],
    // 2620:1ec:8f0::/46: Exchange set 1, Optimize, required
    ["262001ec08f", "262001ec08f3g", pacgenDirect],
    // 2620:1ec:8f8::/46: SharePoint set 31, Optimize, required
    ["262001ec08f8", "262001ec08fbg", pacgenDirect],
    // 2620:1ec:8fc::6/128: Common set 46, Allow, required
    ["262001ec08fc00000000000000000006", "262001ec08fc00000000000000000006", pacgenDirect],
    // 2620:1ec:900::/46: Exchange set 1, Optimize, required
    ["262001ec09", "262001ec0903g", pacgenDirect],
    // 2620:1ec:908::/46: SharePoint set 31, Optimize, required
    ["262001ec0908", "262001ec090bg", pacgenDirect],
    // 2620:1ec:a92::152/128, 2620:1ec:a92::153/128: Exchange set 1, Optimize, required
    ["262001ec0a9200000000000000000152", "262001ec0a9200000000000000000153", pacgenDirect],
    // 2620:1ec:a92::171/128: Common set 46, Allow, required
    ["262001ec0a9200000000000000000171", "262001ec0a9200000000000000000171", pacgenDirect],
    // 2620:1ec:a92::192/128: Common set 64, Allow, required
    ["262001ec0a9200000000000000000192", "262001ec0a9200000000000000000192", pacgenDirect],
    // 2a01:111:f100:2000::a83e:3019/128: Common set 46, Allow, required
    ["2a010111f100200000000000a83e3019", "2a010111f100200000000000a83e3019", pacgenDirect],
    // 2a01:111:f100:2002::8975:2d79/128: Common set 46, Allow, required
    ["2a010111f10020020000000089752d79", "2a010111f10020020000000089752d79", pacgenDirect],
    // 2a01:111:f100:2002::8975:2da8/128: Common set 46, Allow, required
    ["2a010111f10020020000000089752da8", "2a010111f10020020000000089752da8", pacgenDirect],
    // 2a01:111:f100:7000::6fdd:6cd5/128: Common set 46, Allow, required
    ["2a010111f1007000000000006fdd6cd5", "2a010111f1007000000000006fdd6cd5", pacgenDirect],
    // 2a01:111:f100:a004::bfeb:88cf/128: Common set 46, Allow, required
    ["2a010111f100a00400000000bfeb88cf", "2a010111f100a00400000000bfeb88cg", pacgenDirect],
    // 2a01:111:f400::/48: Exchange set 9, Allow, required
    ["2a010111f4", "2a010111f400g", pacgenDirect],
    // 2a01:111:f402::/48: SharePoint set 31, Optimize, required; 2a01:111:f403::/48: Exchange set 9, Allow, required
    ["2a010111f402", "2a010111f403g", pacgenDirect],
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
